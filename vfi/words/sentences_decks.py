"""Sentences about decks: clips with their presentation, and pages."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "slow-part": N_("A slow part must end after it begins, and play at 25 or 50 per cent."),
    "crop-outside": N_("The part of the picture to show must lie inside it and be at least a tenth of it each way."),
    "clip-stretch-empty": N_("A clip must end after it begins."),
    "clip-parts": N_("A slow part or a wait of this clip lies outside it, or two of them overlap."),
    "clip-repeats": N_("A clip can be shown one to nine times in a row, not {repeats} times."),
}

REMEDIES: dict[str, str] = {}
