"""An event in words: what stands beside it in the list, in the form, and what a screen reader says."""

from __future__ import annotations

from vfi.core.clock import FilmClock
from vfi.core.coding import Coding
from vfi.core.events import Event, StateEvent, modifier
from vfi.core.scheme import Code, Scheme
from vfi.core.time import SECOND, clock_text
from vfi.ui.code.index import EventIndex
from vfi.words import listed, tr

THIN = "\u202f"  # unlike other thin spaces it keeps a number together where writing runs from right to left


def number(value: int) -> str:
    """A whole number with thin spaces between thousands.

    >>> number(8762) == "8\\u202f762"
    True
    """
    return f"{value:,}".replace(",", THIN)


def duration(ns: int) -> str:
    """`4.7 s`, from a minute on `1:04`.

    >>> duration(4_700_000_000)
    '4.7 s'
    """
    if ns < 60 * SECOND:
        return tr("{n} s", n=f"{ns / SECOND:.1f}")
    minutes, seconds = divmod(ns // SECOND, 60)
    return f"{minutes}:{seconds:02d}"


def seconds(ns: int) -> str:
    """`0.87` below a second, `6.2` above: as exact as a person wants to know it."""
    return f"{ns / SECOND:.2f}" if ns < SECOND else f"{ns / SECOND:.1f}"


def code_of(scheme: Scheme, event: Event) -> Code:
    """The event's code; a stand-in under its own id where the scheme does not know it."""
    found = scheme.code(event.tier, event.code)
    return found if found is not None else Code(id=event.code, tier=event.tier, label=event.code)


def letter(code: Code) -> str:
    """What stands on a code's point."""
    return "" if code.colour == "mark" else (code.key or code.label[:1]).upper()


def kind(event: Event) -> str:
    """`point` or `state`, as swatches know it."""
    return "state" if isinstance(event, StateEvent) else "point"


def options(scheme: Scheme, event: Event) -> str:
    """The event's details in the scheme's words: `look, quiet`; empty when it has none."""
    words: list[str] = []
    for each in code_of(scheme, event).modifiers:
        value = modifier(event, each.id)
        for one in (value,) if isinstance(value, str) else value or ():
            option = each.option(one)
            words.append(option.label if option is not None else one)
    return listed(words)


def beside(scheme: Scheme, index: EventIndex, event: Event) -> str:
    """What stands at the end of an event's row; empty for an open state (it has a chip) and where nothing is known."""
    if isinstance(event, StateEvent):
        return "" if event.end is None else duration(event.end - event.start)
    answered = index.event(event.responds_to)
    if answered is not None:
        return tr("{n} s after", n=f"{(event.start - answered.start) / SECOND:.1f}")
    return options(scheme, event) or event.comment.replace("\n", " ")


def spoken(scheme: Scheme, index: EventIndex, clock: FilmClock, event: Event) -> str:
    """`Welcoming, 0:01:23.480, frame 2502, answers Baby's start`."""
    parts = [code_of(scheme, event).label, clock_text(event.start), tr("frame {n}", n=clock.frame_at(event.start))]
    if isinstance(event, StateEvent):
        parts.append(tr("open") if event.end is None else duration(event.end - event.start))
    details = options(scheme, event)
    if details:
        parts.append(details)
    answered = index.event(event.responds_to)
    if answered is not None:
        parts.append(tr("answers {code}", code=code_of(scheme, answered).label))
    if event.comment:
        parts.append(event.comment)
    return listed(parts)


def watched_share(coding: Coding, clock: FilmClock) -> int:
    """How many per cent of the film were watched in every tier."""
    from vfi.core.scheme import MARKS
    from vfi.core.time import Span, intersect, total

    film = (Span(clock.start, clock.end),)
    seen = film
    for tier in coding.scheme.tiers or (MARKS,):
        seen = intersect(seen, coding.covered(tier.id))  # type: ignore[assignment]
    return int(100 * total(seen) / total(film))
