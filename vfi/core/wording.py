"""The words check: it *asks* about a text for a parent. It forbids nothing and rewrites nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from vfi.core.deck import Clip, Deck, Item, Showing, Wording
from vfi.core.rules.decision import Said
from vfi.core.slots import slots_for
from vfi.core.wording_lists import LISTS, WordLists

MOST_WORDS = 12
"""Of a caption: what is read while a film runs."""
MOST_IN_SENTENCE = 15
"""Of a sentence anywhere (Easy Read)."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?…؟。]+[.!?…؟。]*")
_SLOT = re.compile(r"\{([^{}]*)\}")


def asks(
    text: str,
    language: str,
    *,
    scheme_words: Collection[str] = (),
    max_words: int | None = MOST_WORDS,
    slots: Collection[str] | None = None,
) -> tuple[Said, ...]:
    """What is asked about one text; nothing where there is nothing to ask.

    `scheme_words`: labels of codes, which are for the team. `max_words`: of all of it; None where it stands on a page
    of its own. `slots`: those that have a word here (None: not looked at).

    >>> [said.id for said in asks("You missed his cue.", "en")]
    ['asks-blaming', 'asks-plainer']
    """
    plain = _plain(text)
    words = _WORD.findall(plain)
    found = [*_unfilled(text, slots), *_listed(plain, words, LISTS.get(language.split("-")[0], WordLists()))]
    found += _codes(words, scheme_words)
    found += _long(plain, words, max_words)
    return _once(found)


def asks_of(item: Item, deck: Deck, *, scheme_words: Collection[str] = ()) -> tuple[Said, ...]:
    """What is asked about a clip or page: every text of it in every language of the deck, and when it is seen."""

    def about(wording: Wording, most: int | None) -> Iterator[Said]:
        for language in deck.languages:
            filled = slots_for(deck, language)
            text = wording.text(language)
            yield from asks(text, language, scheme_words=scheme_words, max_words=most, slots=filled)

    if not isinstance(item, Clip):
        return _once(about(item.wording, None))
    found = [*about(item.question, None), *about(item.words, MOST_WORDS)]
    if item.baby_showing is not Showing.NEVER:
        found += about(item.baby_says, MOST_WORDS)
    if item.words and item.showing is Showing.ALWAYS:
        found.append(Said("asks-shown-at-once"))
    return _once(found)


def _once(found: Iterable[Said]) -> tuple[Said, ...]:
    """Each question about each word once, in order."""
    kept = {(said.id, str(said.values.get("word", ""))): said for said in reversed(list(found))}
    return tuple(reversed(kept.values()))


def _plain(text: str) -> str:
    """Small letters, straight apostrophes, slots as one word each."""
    return _SLOT.sub(lambda match: match[1] or "x", text.replace("’", "'")).casefold()


def _unfilled(text: str, slots: Collection[str] | None) -> Iterator[Said]:
    """Slots that would stand on the parent's screen as they are typed."""
    for match in _SLOT.finditer(text) if slots is not None else ():
        if slots is not None and match[1].lower() not in slots:
            yield Said("asks-slot", {"word": match[0]})


def _listed(plain: str, words: list[str], lists: WordLists) -> Iterator[Said]:
    spans = _phrases(words, {*lists.words, *lists.plain})
    for phrase in spans:
        if phrase in lists.words:
            yield Said(lists.words[phrase], {"word": phrase})
        elif lists.plain[phrase]:
            yield Said("asks-plainer", {"word": phrase, "plain": lists.plain[phrase]})
        else:
            yield Said("asks-trade", {"word": phrase})
    for sentence in _SENTENCE.findall(plain):
        own = " ".join(_WORD.findall(sentence))
        begins = next((exam for exam in lists.exam if own == exam or own.startswith(f"{exam} ")), None)
        if begins is not None and sentence.rstrip()[-1:] == "?":
            yield Said("asks-exam", {"word": f"{begins[:1].upper()}{begins[1:]} …"})


def _codes(words: list[str], scheme_words: Collection[str]) -> Iterator[Said]:
    labels = {" ".join(_WORD.findall(_plain(label))): label for label in scheme_words}
    for phrase in _phrases(words, {phrase for phrase in labels if phrase}):
        yield Said("asks-code", {"word": labels[phrase]})


def _phrases(words: list[str], known: Collection[str]) -> Iterator[str]:
    """The known phrases in the order in which they stand, the longest where two begin at one place."""
    longest = max((phrase.count(" ") + 1 for phrase in known), default=0)
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            phrase = " ".join(words[place : place + length])
            if phrase in known:
                yield phrase
                place += length
                break
        else:
            place += 1


def _long(plain: str, words: list[str], most: int | None) -> Iterator[Said]:
    if most is not None and len(words) > most:
        yield Said("asks-long", {"words": len(words), "most": most})
        return
    longest = max((len(_WORD.findall(sentence)) for sentence in _SENTENCE.findall(plain)), default=0)
    if longest > MOST_IN_SENTENCE:
        yield Said("asks-long-sentence", {"words": longest, "most": MOST_IN_SENTENCE})
