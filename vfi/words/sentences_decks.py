"""Sentences about decks: clips with their presentation, and pages."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "slow-part": N_("A slow part must end after it begins, and play at 25 or 50 per cent."),
    "crop-outside": N_("The part of the picture to show must lie inside it and be at least a tenth of it each way."),
    "clip-stretch-empty": N_("A clip must end after it begins."),
    "clip-parts": N_("A slow part or a wait of this clip lies outside it, or two of them overlap."),
    "clip-repeats": N_("A clip can be shown one to nine times in a row, not {repeats} times."),
    "deck-volume": N_("The sound level must be between 0 and 100, not {volume}."),
    "deck-languages": N_("A deck has one or two languages."),
    "deck-item-twice": N_("The deck has “{item}” twice."),
}

REMEDIES: dict[str, str] = {}
