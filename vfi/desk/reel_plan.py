"""A deck as the parts of a film: pages and questions as cards, clips with the strip of words under them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import resources

from vfi.core.deck import ItemId, PageKind, Showing
from vfi.core.ports import CardPainter, CardWords, StripWords
from vfi.core.programme import Run
from vfi.core.redaction import Redaction
from vfi.core.showing import Line, Lines, ShownClip, ShownPage
from vfi.core.time import SECOND, Ns, Span
from vfi.desk.concepts import picture
from vfi.desk.decks import DeckFilm
from vfi.desk.showing import Prepared
from vfi.files.names import is_name
from vfi.media.showreel.order import LARGEST, CardPart, ClipPart, Part, ReelOrder, picture_size
from vfi.media.showreel.stills import shown_still
from vfi.media.spoken import CHANNELS, RATE, spoken
from vfi.words import tr

_LEAST_NS, _MOST_NS = 4 * SECOND, 15 * SECOND
_WORD_NS = 450_000_000
"""To read a word slowly."""
_LISTENING = resources.files("vfi") / "assets" / "drawings" / "figures-look.svg"
"""On a page on which nothing is written while it is spoken, as on the parent's screen."""
_VOICE_BYTES = RATE * CHANNELS * 2
"""Of one second."""
_FOR_THE_FAMILY = frozenset({PageKind.OPENING, PageKind.WHO_CAN_SEE, PageKind.YOUR_WORDS})
"""Pages that speak to the parent; in a film for others they have no place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelLook:
    """How a reel is to be."""

    languages: tuple[str, ...] = ()
    """Which of the deck's; empty: all."""
    words: bool = True
    """Words (not those that are never to be shown) under the picture, from the clip's first picture on."""
    pages: bool = True
    """Pages, questions and pictures of ideas between the clips."""
    voices: bool = True
    """What an interpreter spoke is heard on pages and questions."""
    slow_sound: bool = True
    """Slow parts are heard slower, at their own pitch; else they are silent."""
    foot: str = ""
    """A small line that stays under the whole film."""
    largest: int = LARGEST
    """Pixels of the longer side."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One part of the reel and what it is made from."""

    item: ItemId
    part: Part
    words: str
    """What is written there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelPlan:
    """All of a reel but the place where it is to lie."""

    planned: tuple[Planned, ...]
    width: int
    picture_height: int
    band_height: int
    slow_sound: bool

    def order(self, out: str) -> ReelOrder:
        """To be written into this file."""
        return ReelOrder(
            parts=tuple(each.part for each in self.planned),
            width=self.width,
            picture_height=self.picture_height,
            band_height=self.band_height,
            out=out,
            slow_sound=self.slow_sound,
        )


def plan_reel(
    prepared: Prepared,
    look: ReelLook,
    painter: CardPainter,
    *,
    redactions: Sequence[Redaction],
    items: Collection[ItemId] | None = None,
    team_only: Collection[ItemId] = (),
    family: bool,
) -> ReelPlan:
    """The parts in order.

    `redactions`: one for each of the show's films; `items`: only these (None: all); `team_only`: clips that get the
    warning; `family`: pages that speak to the parent are in it.

    Raises:
        BadInput: `no-glyph`, `card-drawing`. FilmError: a still cannot be read.
    """
    shown = [item for item in prepared.show.items if items is None or item.id in items]
    films = {item.film for item in shown if isinstance(item, ShownClip)}
    width, height = picture_size([prepared.films[film].index.look for film in sorted(films)], look.largest)
    strips = {
        item.id: _strip_words(item, look, team_only=item.id in team_only)
        for item in shown
        if isinstance(item, ShownClip)
    }
    drawn = [painter.strip(width, height, words) for words in strips.values()]
    band_height = max((band.height for band in drawn if band is not None), default=0)
    whole = height + band_height
    planned: list[Planned] = []

    def card(item: ItemId, words: CardWords, lines: Sequence[Lines] = ()) -> None:
        image = painter.card(width, whole, words)
        text = " / ".join(text for paragraph in words.paragraphs for text in paragraph)
        voice = _voice(lines, look, prepared)
        lasts = Ns(max(_reading_time(words), len(voice) * SECOND // _VOICE_BYTES + SECOND if voice else 0))
        planned.append(Planned(item, CardPart(image=image, lasts=lasts, voice=voice), text))

    for item in shown:
        if isinstance(item, ShownPage):
            words = _page_words(item, look, prepared, redactions)
            if look.pages and (family or item.kind not in _FOR_THE_FAMILY) and words is not None:
                card(item.id, words, item.lines)
            continue
        film = prepared.films[item.film]
        if look.pages and (question := _question(item, look, film, redactions[item.film])) is not None:
            card(item.id, question, (item.question,))
        band = painter.strip(width, height, strips[item.id], height=band_height)
        part = ClipPart(
            film=str(film.path),
            index=film.index,
            shots=item.shots,
            band=band,
            crop=item.crop,
            clock=film.clock,
            redaction=redactions[item.film],
        )
        planned.append(Planned(item.id, part, " / ".join((*strips[item.id].words, *strips[item.id].baby))))
        if look.pages and item.concept:
            idea = _concept_words(item.concept, look, prepared)
            if idea.drawing or idea.paragraphs:
                card(item.id, idea)
    return ReelPlan(
        planned=tuple(planned),
        width=width,
        picture_height=height,
        band_height=band_height,
        slow_sound=look.slow_sound,
    )


def stretches(plan: ReelPlan, film: str) -> tuple[Span, ...]:
    """What of this film is seen or heard, in session time."""
    found = []
    for each in plan.planned:
        part = each.part
        if isinstance(part, ClipPart) and part.film == film:
            for shot in part.shots:
                first, last = (shot.first, shot.last) if isinstance(shot, Run) else (shot.frame, shot.frame)
                found.append(part.clock.span(first, last))
    return tuple(found)


def _strip_words(clip: ShownClip, look: ReelLook, *, team_only: bool) -> StripWords:
    words = _texts(clip.words, look) if look.words and clip.showing is not Showing.NEVER else ()
    baby = _texts(clip.baby_says, look) if look.words and clip.baby_showing is not Showing.NEVER else ()
    return StripWords(words=words, baby=baby, team_only=tr("Team only") if team_only else "", foot=look.foot)


def _texts(lines: Lines, look: ReelLook) -> tuple[str, ...]:
    """A page and a strip have no room for line breaks that somebody typed."""
    return tuple(" ".join(line.text.split()) for line in lines if line.text and _wanted(line, look))


def _question(clip: ShownClip, look: ReelLook, film: DeckFilm, redaction: Redaction) -> CardWords | None:
    """The question in words; where it is only spoken, the clip's still while it is heard; None where there is none."""
    texts = _texts(clip.question, look)
    if texts:
        return CardWords(paragraphs=(texts,), foot=look.foot)
    if not look.voices or not any(line.voice and _wanted(line, look) for line in clip.question):
        return None
    still = shown_still(str(film.path), film.index, film.clock, clip.still, redaction, clip.crop)
    return CardWords(still=still, foot=look.foot)


def _voice(lines: Sequence[Lines], look: ReelLook, prepared: Prepared) -> bytes:
    """What was spoken, one language after the other, a moment of silence between."""
    if not look.voices:
        return b""
    said = [
        spoken(prepared.voices / line.voice) for each in lines for line in each if line.voice and _wanted(line, look)
    ]
    return bytes(_VOICE_BYTES // 2).join(said)


def _wanted(line: Line, look: ReelLook) -> bool:
    return not look.languages or line.language in look.languages


def _page_words(
    page: ShownPage, look: ReelLook, prepared: Prepared, redactions: Sequence[Redaction]
) -> CardWords | None:
    """What stands on a page; None for one that would be empty."""
    paragraphs = tuple(texts for lines in page.lines if (texts := _texts(lines, look)))
    if page.kind is PageKind.CONCEPT:
        idea = _concept_words(page.concept, look, prepared)
        words = CardWords(paragraphs=paragraphs or idea.paragraphs, drawing=idea.drawing, foot=look.foot)
        return words if words.paragraphs or words.drawing else None
    if not paragraphs:
        heard = look.voices and any(line.voice and _wanted(line, look) for lines in page.lines for line in lines)
        return CardWords(drawing=_LISTENING.read_bytes(), foot=look.foot) if heard else None
    still = None
    if page.kind is PageKind.YOUR_WORDS and page.still is not None:
        film = prepared.films[page.film]
        still = shown_still(str(film.path), film.index, film.clock, page.still, redactions[page.film], page.crop)
    return CardWords(paragraphs=paragraphs, still=still, foot=look.foot)


def _concept_words(concept: str, look: ReelLook, prepared: Prepared) -> CardWords:
    if not is_name(concept):
        return CardWords()
    own = prepared.show.pictures.get(concept)
    drawing = own if own is not None else picture(concept)
    sentences = tuple(
        found.sentence
        for table in prepared.texts
        if not prepared.show.text_free
        and (not look.languages or table.language in look.languages)
        and (found := table.concepts.get(concept)) is not None
    )
    return CardWords(
        paragraphs=(sentences,) if sentences else (),
        drawing=drawing.data if drawing is not None else b"",
        foot=look.foot,
    )


def _reading_time(words: CardWords) -> Ns:
    """By the longest of its languages: nobody reads both."""
    most = max((len(texts) for texts in words.paragraphs), default=0)
    longest = max(
        (sum(len(texts[place].split()) for texts in words.paragraphs if place < len(texts)) for place in range(most)),
        default=0,
    )
    return Ns(min(_MOST_NS, max(_LEAST_NS, 2 * SECOND + longest * _WORD_NS)))
