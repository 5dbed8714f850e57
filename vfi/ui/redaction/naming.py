"""What is hidden, in words: what it is called, what it promises, where nobody has looked yet."""

from __future__ import annotations

from vfi.core.redaction import Blur, Hiding, Item, Redaction, Region, Silencing
from vfi.core.time import SECOND, Spans, total
from vfi.words import tr, tr_n


def moment(time: int) -> str:
    """`1:23.4`: as exact as one looks for it, rounded down.

    >>> moment(83_480_000_000)
    '1:23.4'
    """
    tenths = abs(time) * 10 // SECOND
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{'-' if time < 0 else ''}{whole}:{rest // 10:02d}.{rest % 10}"


def stretch(start: int, end: int) -> str:
    """`0:12.0 to 0:15.4`."""
    return tr("{start} to {end}", start=moment(start), end=moment(end))


def name_of(item: Item, redaction: Redaction) -> str:
    """`Part 2, covered`."""
    if isinstance(item, Region):
        n = redaction.regions.index(item) + 1
        if item.hiding is Hiding.COVER:
            return tr("Part {n}, covered", n=n)
        return tr("Part {n}, blurred", n=n)
    if isinstance(item, Blur):
        return tr("Whole picture, blurred")
    return {
        Silencing.MUTE: tr("Sound off"),
        Silencing.BEEP: tr("Tone instead of the sound"),
        Silencing.VOICE: tr("Whispered voice"),
    }[item.how]


def icon_of(item: Item) -> str:
    """The icon that stands before its name."""
    if isinstance(item, Region):
        return "eye-slash" if item.hiding is Hiding.COVER else "drop-half"
    if isinstance(item, Blur):
        return "drop"
    return {
        Silencing.MUTE: "speaker-slash",
        Silencing.BEEP: "bell-simple",
        Silencing.VOICE: "microphone",
    }[item.how]


def promise_of(item: Item) -> str:
    """What is left of it in a film that is exported (docs/film.md has the numbers)."""
    if isinstance(item, Region):
        if item.hiding is Hiding.COVER:
            return tr("One even colour: nothing of what was there is in the exported film.")
        return tr(
            "No feature is left, but movement and colours are, and who knows whom to expect may guess. "
            "Where somebody must not be recognised, cover."
        )
    if isinstance(item, Blur):
        return tr(
            "People are patches that move; from many pictures somebody who knows whom to expect may guess. "
            "For calm, not for secrecy."
        )
    return {
        Silencing.MUTE: tr("Nothing is heard in the exported film, whichever camera it is from."),
        Silencing.BEEP: tr(
            "A quiet tone is heard in the exported film and nothing of the sound, whichever camera it is from. "
            "Here it is silent."
        ),
        Silencing.VOICE: tr(
            "The words are understood, whispered; the voice is gone and cannot be brought back. "
            "Where the words must not be heard, use sound off or a tone. Here it is silent."
        ),
    }[item.how]


def nobody_looked(missing: Spans) -> str:
    """`Nobody has looked at 0:12.0 to 0:15.4 yet.`; empty when all was looked at."""
    if not missing:
        return ""
    first = missing[0]
    if len(missing) == 1:
        return tr("Nobody has looked at {start} to {end} yet.", start=moment(first.start), end=moment(first.end))
    return tr_n(
        "Nobody has looked at {start} to {end} yet, and at {n} more stretch; {seconds} s in all.",
        "Nobody has looked at {start} to {end} yet, and at {n} more stretches; {seconds} s in all.",
        len(missing) - 1,
        start=moment(first.start),
        end=moment(first.end),
        seconds=f"{total(missing) / SECOND:.1f}",
    )
