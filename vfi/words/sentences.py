"""The sentence of every error id, in English; catalogues translate them."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802 - the customary mark for "translate later"
    """Mark a text for translation without translating it now."""
    return text


SENTENCES: dict[str, str] = {
    "not-a-number": N_("“{text}” is not a number of seconds."),
    "time-too-large": N_("“{text}” seconds is longer than any film."),
    "span-empty": N_("A stretch of time must end after it starts."),
    "frame-times-start": N_("The film's first picture has no time."),
    "frame-times-not-rising": N_("Picture {frame} does not come after the one before it."),
    "frame-times-end": N_("The film ends before its last picture."),
    "no-such-frame": N_("There is no picture {frame}; the last one is {last}."),
    "end-not-after-start": N_("The end must come after the start."),
    "time-before-film": N_("That is before the film begins."),
    "modifier-twice": N_("The same detail was given twice."),
    "coverage-not-in-order": N_("The watched stretches of a tier overlap or are out of order."),
    "edit-empty": N_("There is nothing to change."),
    "edit-of-two-items": N_("One change cannot turn one event into another."),
    "edit-stale": N_("This event was changed meanwhile; nothing was altered."),
}
"""What went wrong."""

REMEDIES: dict[str, str] = {
    "no-such-frame": N_("Choose a number from 0 to {last}."),
}
"""What to do about it, where the sentence does not say so."""
