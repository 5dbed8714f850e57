"""Sentences about decks: clips with their presentation, and pages."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "slow-part": N_("A slow part must end after it begins, and play at 25 or 50 per cent."),
    "crop-outside": N_("The part of the picture to show must lie inside it and be at least a tenth of it each way."),
    "clip-stretch-empty": N_("A clip must end after it begins."),
    "clip-parts": N_("A slow part or a wait of this clip lies outside it, or two of them overlap."),
    "clip-repeats": N_("A clip can be shown one to nine times in a row, not {repeats} times."),
    "freeze-hold": N_("A wait of this clip must last between 0.1 and {most} seconds in a file."),
    "voice-elsewhere": N_("“{file}” is not the name of a recording in the folder “voices” beside the deck."),
    "deck-volume": N_("The sound level must be between 0 and 100, not {volume}."),
    "deck-languages": N_("A deck has one or two languages, each once."),
    "deck-not-kept": N_("The deck could not be saved, so nothing was changed. {why}"),
    "deck-empty": N_("The deck has no clip yet."),
    "deck-no-closing": N_("No clip is marked as the closing one: the last should be a warm one."),
    "deck-unchecked": N_("Nobody has checked the words in {language} yet."),
    "deck-nothing-to-show": N_("There is no clip in this deck that may be shown to a parent."),
    "clip-not-for-parents": N_("“{code}” is not for parents, so it cannot be put into a deck."),
    "clip-outside-film": N_("This stretch lies outside the film."),
    "clip-no-such-camera": N_("The session has no camera “{camera}”."),
    "no-such-remark": N_("This visit has no mark {number}."),
    "visit-line-unreadable": N_("Line {line} of {path} cannot be read, so this visit cannot be opened."),
    "deck-clip-outside-film": N_("This clip begins at {time}, after the end of the film."),
    "deck-item-twice": N_("The deck has “{item}” twice."),
}

REMEDIES: dict[str, str] = {
    "clip-not-for-parents": N_("Mark the moment with M, or choose a stretch with I and O, if you want to show it."),
    "deck-nothing-to-show": N_("Make a clip of a moment first: C in the Code room."),
    "deck-empty": N_("Make a clip of a moment: C in the Code room."),
}
