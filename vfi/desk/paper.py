"""What stands on paper, made from a deck: the clinician's script, the family's card, the cards of ideas.

Nothing is asked of the gate here and nothing leaves: `vfi.desk.printing` gives it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from vfi.core.deck import Clip, Deck, ItemId, Page, PageKind, Showing, Wording
from vfi.core.errors import BadInput
from vfi.core.parent_texts import ParentTexts
from vfi.core.redaction import Redaction
from vfi.core.slots import filled
from vfi.core.time import SECOND, Ns, Span
from vfi.core.visit import Remark
from vfi.desk.concepts import is_careful, picture
from vfi.desk.decks import DeckDesk
from vfi.desk.showing import family_words, page_lines
from vfi.files.vault import Vault
from vfi.media.paper_picture import paper_jpeg
from vfi.printing.card import Card, CardSize
from vfi.printing.ideas import Idea, IdeaCards
from vfi.printing.script import Script, ScriptItem
from vfi.printing.values import Picture, Words, drawing, idea_by_idea, photograph
from vfi.store.libraries import FILE as LIBRARY
from vfi.store.libraries import read_library
from vfi.store.parent_texts import parent_texts
from vfi.store.visits import read_visit, visit_paths
from vfi.words import listed, right_to_left, tr, tr_n

_CARD_PIXELS, _SCRIPT_PIXELS = 2000, 1000
"""Of the longer side: 300 dots per inch on A4, and as much in the script's column."""

Redactions = Callable[[Clip], Redaction]
"""What must not be seen in the film of a clip."""


# -- the script


def script_sheet(
    desk: DeckDesk,
    left_out: frozenset[ItemId],
    redactions: Redactions,
    day: Callable[[str], str],
    *,
    progress: Callable[[float], None] | None = None,
) -> Script:
    """The script of a deck without these items. Reads films: run it in a job.

    `day`: an ISO date as people say it.

    Raises:
        BadInput, FilmError: a film is not there or cannot be used. FileDamaged: a table of texts is damaged.
    """
    deck, session = desk.deck, desk.session
    items = [item for item in deck.items if item.id not in left_out]
    made = []
    for place, item in enumerate(items):
        made.append(_script_clip(item, desk, redactions) if isinstance(item, Clip) else _script_page(item, desk))
        if progress is not None:
            progress((place + 1) / len(items))
    gone = sum(1 for item in deck.items if item.id in left_out)
    return Script(
        family=family_words(session.case.value if session.case is not None else None, session.session.who),
        film_day=day(session.session.date),
        theme=Words(deck.theme),
        goal=Words(deck.goal),
        items=tuple(made),
        left_out=tr_n(
            "{n} clip of the deck is not shown to the parent and is left out here.",
            "{n} clips of the deck are not shown to the parent and are left out here.",
            gone,
        )
        if gone
        else "",
    )


def _script_clip(clip: Clip, desk: DeckDesk, redactions: Redactions) -> ScriptItem:
    deck = desk.deck
    remarks = []
    if clip.closing:
        remarks.append(tr("The closing clip"))
    remarks += [tr("Waits at {time}", time=_clock(freeze.at)) for freeze in clip.freezes]
    remarks += [
        tr(
            "{percent} %\u00a0from {start} to {end}",
            percent=part.percent,
            start=_clock(part.start),
            end=_clock(part.end),
        )
        for part in clip.slow
    ]
    if clip.repeats > 1:
        remarks.append(tr_n("Shown {n} time", "Shown {n} times", clip.repeats))
    if clip.concept:
        remarks.append(tr("Idea: {idea}", idea=_idea_word(clip.concept, desk)))
    when = {Showing.NEVER: tr("never shown"), Showing.ON_KEY: tr("shown on a key"), Showing.ALWAYS: tr("always shown")}
    length = round((clip.end - clip.start) / SECOND)
    return ScriptItem(
        number=str(desk.deck.clips.index(clip) + 1),
        title=clip.title,
        time=f"{_clock(clip.start)} – {_clock(clip.end)} · {tr('{n} s', n=length)}",
        still=_still(desk, clip, None, redactions(clip), _SCRIPT_PIXELS),
        question=_spoken(clip.question, deck),
        words=_spoken(clip.words, deck),
        when=when[clip.showing],
        baby=_spoken(clip.baby_says, deck) if clip.baby_showing is not Showing.NEVER else (),
        notes=(Words(clip.notes),) if clip.notes.strip() else (),
        remarks=tuple(remarks),
    )


def _script_page(page: Page, desk: DeckDesk) -> ScriptItem:
    titles = {
        PageKind.OPENING: tr("This is your film"),
        PageKind.WHO_CAN_SEE: tr("Who can see it"),
        PageKind.QUESTION: tr("A question"),
        PageKind.CONCEPT: tr("A picture of an idea"),
        PageKind.YOUR_WORDS: tr("Your words"),
    }
    lines = _spoken(page.wording, desk.deck) or tuple(
        Words(line.text, line.language) for each in page_lines(page, desk) for line in each if line.text
    )
    asked = page.kind is PageKind.QUESTION
    title = titles[page.kind]
    if page.kind is PageKind.CONCEPT and page.concept:
        title = tr("Idea: {idea}", idea=_idea_word(page.concept, desk))
    return ScriptItem(
        number="",
        title=title,
        question=lines if asked else (),
        words=() if asked else lines,
        notes=(Words(page.notes),) if page.notes.strip() else (),
        lines={PageKind.YOUR_WORDS: 4, PageKind.QUESTION: 2}.get(page.kind, 0),
    )


# -- the card


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChoice:
    """What of a deck and its visit goes onto the card."""

    visit: str = ""
    """Whose words it bears, as its file is named (`2026-03-12-1`); empty: the newest."""
    remarks: tuple[int, ...] | None = None
    """Numbers of what was said; None: all that was written down."""
    also: tuple[str, ...] = ()
    """The same words in the family's other language, in the same order; empty where there are none."""
    picture: bool = True
    """With a picture of the film, on which people can be seen."""
    still: ItemId | None = None
    """Of this clip; None: the one chosen for *your words*, else the closing clip's, else the last one's."""
    concept: str | None = None
    """An idea with its drawing; empty: none; None: that of *your words*, else of the clip, if nothing speaks
    against it."""
    languages: tuple[str, ...] = ()
    """Which of the deck's; empty: all, and none where the family's screen shows no text."""
    service: bool = False
    """With the service's name."""
    size: CardSize = CardSize.A4


def said_in(desk: DeckDesk, visit: str = "") -> tuple[Remark, ...]:
    """What was written down in a visit with this deck (empty: the newest) and not struck, in order.

    Raises:
        BadInput: `paper-no-such-visit`. FileDamaged: `visit-line-unreadable`. CouldNot: it cannot be read.
    """
    session = desk.session
    there = {PurePosixPath(path).stem: path for path in visit_paths(session.vault, session.folder, desk.deck.id)}
    if visit and visit not in there:
        raise BadInput("paper-no-such-visit", visit=visit, visits=", ".join(there) or "-")
    if not there:
        return ()
    read = read_visit(session.vault, there[visit or max(there, key=_by_day)])
    return tuple(remark for remark in read.remarks if remark.words.strip() and not remark.struck)


def _by_day(name: str) -> tuple[str, int]:
    day, _, number = name.rpartition("-")
    return day, int(number) if number.isdigit() else 0


def card_still(desk: DeckDesk, choice: CardChoice, unsafe: frozenset[ItemId]) -> tuple[Clip, Ns | None] | None:
    """The clip on whose film the card's picture is, and the moment (None: the clip's own still); None for no picture.

    Raises:
        BadInput: `paper-no-such-clip`: the clip is not there, or is not for parents.
    """
    if not choice.picture:
        return None
    clips = [clip for clip in desk.deck.clips if clip.id not in unsafe]
    if choice.still is not None:
        chosen = next((clip for clip in clips if clip.id == choice.still), None)
        if chosen is None:
            raise BadInput("paper-no-such-clip", clip=choice.still)
        return chosen, None
    page = _your_words(desk.deck)
    if page is not None and page.still is not None:
        for clip in clips:
            if clip.start <= page.still < clip.end:
                return clip, page.still
    last = next((clip for clip in clips if clip.closing), clips[-1] if clips else None)
    return None if last is None else (last, None)


def still_span(desk: DeckDesk, clip: Clip, at: Ns | None) -> Span:
    """The stretch of the one frame that is printed."""
    clock = desk.film_of(clip).clock
    frame = clock.frame_at(_moment(clip, at))
    return clock.span(frame, frame)


def card_sheet(desk: DeckDesk, choice: CardChoice, unsafe: frozenset[ItemId], redactions: Redactions) -> Card:
    """The card as it is chosen; of the deck only what may reach a parent. Reads the film: run it in a job.

    Raises:
        BadInput: `paper-no-such-visit`, `paper-no-such-clip`, `paper-nothing-on-it`; the film is not there.
        FilmError: it cannot be used. FileDamaged: a table, or the visit, is damaged.
    """
    deck, vault = desk.deck, desk.session.vault
    wanted = choice.languages or (() if deck.text_free else deck.languages)
    tables = [parent_texts(language, vault) for language in deck.languages if language in wanted]
    chosen = card_still(desk, choice, unsafe)
    heading = tuple(Words(text, table.language) for table in tables if (text := table.text("watermark")))
    still = None
    if chosen is not None:
        clip, at = chosen
        alt = heading[0].text if heading else ""
        still = _still(desk, clip, at, redactions(clip), _CARD_PIXELS, alt)
    said = [
        remark for remark in said_in(desk, choice.visit) if choice.remarks is None or remark.number in choice.remarks
    ]
    both = [
        (Words(remark.words), *([Words(other)] if (other := _at(choice.also, place)) else []))
        for place, remark in enumerate(said)
    ]
    concept = choice.concept if choice.concept is not None else _own_concept(desk, chosen[0] if chosen else None)
    drawn = _drawing(concept, vault, tables) if concept else None
    if concept and choice.concept and drawn is None:
        raise BadInput("paper-no-such-idea", idea=concept, ideas=", ".join(_idea_ids(tables)))
    idea = tuple(
        Words(idea_by_idea(found.sentence), table.language)
        for table in tables
        if (found := table.concepts.get(concept)) is not None
    )
    if still is None and not both and drawn is None and not idea:
        raise BadInput("paper-nothing-on-it")
    return Card(
        heading=heading,
        still=still,
        said=tuple(both),
        drawing=drawn,
        idea=idea,
        when=_month(desk.session.session.date, tables),
        please=tuple(Words(text, table.language) for table in tables if (text := table.text("please"))),
        service=_service(vault) if choice.service else "",
        size=choice.size,
        rtl=right_to_left(tables[0].language) if tables else False,
    )


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place].strip() if place < len(texts) else ""


def _own_concept(desk: DeckDesk, clip: Clip | None) -> str:
    """What was chosen for *your words* by a person; else the clip's, unless only a person may choose it."""
    page = _your_words(desk.deck)
    if page is not None and page.concept:
        return page.concept
    if clip is not None and clip.concept and not is_careful(clip.concept, desk.session.vault):
        return clip.concept
    return ""


def _your_words(deck: Deck) -> Page | None:
    pages = [item for item in deck.items if isinstance(item, Page) and item.kind is PageKind.YOUR_WORDS]
    return pages[-1] if pages else None


def _service(vault: Vault) -> str:
    return read_library(vault).value.name if vault.exists(LIBRARY) else ""


def _month(day: str, tables: Sequence[ParentTexts]) -> str:
    """`March 2026` in the language that comes first; in figures where it has no names for months."""
    year, month = day[:4], day[5:7]
    if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= 12):
        return ""
    names = tables[0].lines("months") if tables else ()
    return f"{names[int(month) - 1]} {year}" if len(names) == 12 else f"{month}/{year}"


# -- cards of ideas


def idea_cards(languages: Sequence[str], ids: Sequence[str] = (), vault: Vault | None = None) -> IdeaCards:
    """These ideas, or all of them, in these languages.

    `vault`: the library, which may have words and pictures of its own.

    Raises:
        BadInput: `paper-no-such-idea`. FileDamaged: a table of texts is damaged.
    """
    tables = [parent_texts(language, vault) for language in languages]
    there = _idea_ids(tables)
    cards = []
    for id in ids or there:
        drawn = _drawing(id, vault, tables)
        if drawn is None or id not in there:
            raise BadInput("paper-no-such-idea", idea=id, ideas=", ".join(there))
        found = [(table, table.concepts[id]) for table in tables if id in table.concepts]
        unchecked = [table.name for table, concept in found if not concept.checked_by]
        cards.append(
            Idea(
                drawing=drawn,
                words=tuple(
                    (Words(concept.word, table.language), Words(idea_by_idea(concept.sentence), table.language))
                    for table, concept in found
                ),
                unchecked=tr("{languages}: not yet checked by a person", languages=listed(unchecked))
                if unchecked
                else "",
            )
        )
    return IdeaCards(cards=tuple(cards))


def _idea_ids(tables: Sequence[ParentTexts]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for table in tables for id in table.concepts))


def _drawing(concept: str, vault: Vault | None, tables: Sequence[ParentTexts]) -> Picture | None:
    found = picture(concept, vault)
    if found is None or not found.data:
        return None
    alt = next((known.sentence for table in tables if (known := table.concepts.get(concept)) is not None), "")
    return drawing(found.data, found.kind, alt)


def _idea_word(concept: str, desk: DeckDesk) -> str:
    """The professional word, as the team says it."""
    known = parent_texts(desk.deck.languages[0], desk.session.vault).concepts.get(concept)
    return known.word if known is not None else concept


# -- what both are made of


def _still(desk: DeckDesk, clip: Clip, at: Ns | None, redaction: Redaction, pixels: int, alt: str = "") -> Picture:
    film = desk.film_of(clip)
    frame = film.clock.frame_at(_moment(clip, at))
    jpeg, width, height = paper_jpeg(str(film.path), film.index, film.clock, frame, redaction, clip.crop, pixels)
    return photograph(jpeg, width, height, alt)


def _moment(clip: Clip, at: Ns | None) -> Ns:
    if at is not None:
        return at
    return clip.still if clip.still is not None else clip.start


def _spoken(wording: Wording, deck: Deck) -> tuple[Words, ...]:
    """In the deck's languages; also where the parent's screen shows no text: then it is said."""
    return tuple(
        Words(text, language) for language in deck.languages if (text := filled(wording.text(language), deck, language))
    )


def _clock(at: int) -> str:
    """`1:14`, or `1:02:14`: exact enough to find it."""
    seconds = at // SECOND
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
