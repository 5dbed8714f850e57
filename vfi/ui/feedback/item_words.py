"""How clips and pages of a deck are named and described to the clinician."""

from __future__ import annotations

from fractions import Fraction

from vfi.core.clip_edits import shown_ns
from vfi.core.deck import Clip, Deck, Item, Page, PageKind, Showing
from vfi.core.rules import Said
from vfi.core.time import SECOND
from vfi.ui.rooms.dates import day_words
from vfi.words import listed, tr, tr_n
from vfi.words.saying import say
from vfi.words.sentences import N_

CONCEPTS: tuple[tuple[str, str], ...] = (
    ("attunement", N_("attunement")),
    ("cues", N_("cues")),
    ("reciprocity", N_("reciprocity")),
    ("containment", N_("containment")),
    ("serve-return", N_("serve and return")),
    ("mind", N_("mind-mindedness")),
    ("secure-base", N_("secure base")),
    ("safe-haven", N_("safe haven")),
    ("repair", N_("rupture and repair")),
    ("coregulation", N_("co-regulation")),
    ("following", N_("following the lead")),
    ("turns", N_("turn taking")),
    ("mirroring", N_("mirroring")),
    ("shared-attention", N_("joint attention")),
    ("naming", N_("naming")),
    ("delight", N_("delight and warmth")),
    ("break", N_("a little rest")),
    ("states", N_("infant states")),
    ("good-enough", N_("good-enough parenting")),
    ("echoes", N_("echoes from the past")),
)
"""Id as in the name of the drawing, and the professional word, in the order of the concept cards."""

CAREFUL = frozenset({"echoes", "containment", "repair", "delight"})
"""Can touch a wound: said beside them, never suggested."""

_PAGES: dict[PageKind, tuple[str, str, str]] = {
    PageKind.OPENING: (N_("Opening page"), N_("This is your film"), "hand"),
    PageKind.WHO_CAN_SEE: (N_("Who can see it"), N_("from the consents"), "shield-check"),
    PageKind.QUESTION: (N_("Question"), N_("a page of its own"), "chat-circle"),
    PageKind.CONCEPT: (N_("Concept card"), N_("a picture and a sentence"), "image-square"),
    PageKind.YOUR_WORDS: (N_("Your words"), N_("filled in together"), "quotes"),
}
"""Title, what it is, icon."""

LANGUAGES: tuple[tuple[str, str], ...] = (
    ("en", "English"),
    ("ar", "العربية"),
    ("bn", "বাংলা"),
    ("ckb", "کوردی"),
    ("cy", "Cymraeg"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hu", "Magyar"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("so", "Soomaali"),
    ("sv", "Svenska"),
    ("ti", "ትግርኛ"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("zh", "中文"),
)
"""Each by its own name."""

_NAMES: dict[str, str] = {
    "en": N_("English"),
    "ar": N_("Arabic"),
    "fa": N_("Farsi"),
    "he": N_("Hebrew"),
    "ur": N_("Urdu"),
}


def language_name(language: str) -> str:
    """What the clinician calls it, else what it calls itself."""
    if language in _NAMES:
        return tr(_NAMES[language])
    return dict(LANGUAGES).get(language, language)


def remark_words(remark: Said) -> str:
    """A reminder about the deck, languages by their names."""
    language = remark.values.get("language")
    named = {"language": language_name(language)} if isinstance(language, str) else {}
    return say(Said(remark.id, remark.values | named))


def concept_word(id: str) -> str:
    """The professional word; the id itself where a service has its own picture."""
    words = dict(CONCEPTS).get(id)
    return tr(words) if words is not None else id.replace("-", " ")


def page_icon(kind: PageKind) -> str:
    return _PAGES[kind][2]


def item_title(item: Item, deck: Deck) -> str:
    """`He reaches for you`: the clinician's own title, else the first words, else its number."""
    if isinstance(item, Clip):
        words = item.title or next((text for _, text in item.words.texts if text.strip()), "")
        return words or tr("Clip {n}", n=clip_number(item, deck))
    if item.kind is PageKind.CONCEPT and item.concept:
        return tr("Card: {concept}", concept=concept_word(item.concept))
    if item.kind is PageKind.QUESTION:
        text = next((text for _, text in item.wording.texts if text.strip()), "")
        return text or tr(_PAGES[item.kind][0])
    return tr(_PAGES[item.kind][0])


def item_details(item: Item, deck: Deck) -> str:
    """`waits once, 50 %`: what is special about how it is shown."""
    if isinstance(item, Page):
        before = _clip_before(item, deck)
        if item.kind in (PageKind.CONCEPT, PageKind.QUESTION) and before is not None:
            return tr("after clip {n}", n=clip_number(before, deck))
        return tr(_PAGES[item.kind][1])
    parts: list[str] = []
    if item.closing:
        parts.append(tr("closing clip"))
    if item.freezes:
        parts.append(
            tr("waits once") if len(item.freezes) == 1 else tr_n("waits {n} time", "waits {n} times", len(item.freezes))
        )
    parts += [tr("{percent} %", percent=percent) for percent in sorted({part.percent for part in item.slow})]
    if item.repeats > 1:
        parts.append(tr_n("shown {n} time", "shown {n} times", item.repeats))
    if item.crop is not None:
        parts.append(tr("cropped"))
    if not parts:
        parts.append(showing_words(item.showing) if item.words else tr("no words yet"))
    return listed(parts)


def showing_words(showing: Showing) -> str:
    return {
        Showing.NEVER: tr("words never"),
        Showing.ON_KEY: tr("words on key"),
        Showing.ALWAYS: tr("words always"),
    }[showing]


def clip_number(clip: Clip, deck: Deck) -> int:
    """Which of the deck's clips it is, from 1."""
    return next((place for place, other in enumerate(deck.clips, start=1) if other.id == clip.id), 0)


def _clip_before(page: Page, deck: Deck) -> Clip | None:
    found: Clip | None = None
    for item in deck.items:
        if item.id == page.id:
            return found
        if isinstance(item, Clip):
            found = item
    return None


def length_words(clip: Clip) -> str:
    """`0:14`: how long it takes on the screen, without its waits."""
    seconds = round(shown_ns(clip, holds=False) / SECOND)
    return f"{seconds // 60}:{seconds % 60:02d}"


def deck_words(deck: Deck) -> str:
    """`3 clips, about 9 min`: how much there is to see and to talk about."""
    count = len(deck.clips)
    if not count:
        return tr("no clip yet")
    return tr("{clips}, about {n} min", clips=tr_n("{n} clip", "{n} clips", count), n=about_minutes(deck))


_TALK = 2 * 60
"""Seconds: what is spoken about a clip takes longer than the clip, which is seen more than once."""
_PAGE = 30


def about_minutes(deck: Deck) -> int:
    """How long the review takes, roughly: each clip twice and two minutes of talk, half a minute a page."""
    clips = sum(2 * shown_ns(clip, holds=False) // SECOND + _TALK for clip in deck.clips)
    pages = _PAGE * (len(deck.items) - len(deck.clips))
    return max(1, round((clips + pages) / 60))


def deck_title(deck: Deck, day: str) -> str:
    """`Review of 11 March 2026`."""
    if deck.title:
        return deck.title
    return tr("Review of {day}", day=day_words(day)) if day else tr("Review")


def speed_words(speed: Fraction) -> str:
    """`50 %`, or `normal`."""
    return tr("normal") if speed == 1 else tr("{percent} %", percent=round(speed * 100))
