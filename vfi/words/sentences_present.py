"""Sentences about a visit: the PIN, the deck that was made ready, the parent's screen."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "pin-digits": N_("A PIN has {least} to {most} digits."),
    "pins-differ": N_("The two PINs are not the same."),
    "visit-unreadable": N_("The visit that was made ready cannot be read from {path}, so nothing is opened."),
    "voice-unreadable": N_("The recording {file} cannot be played."),
    "deck-file-wanted": N_("{path} is not the file of a deck."),
    "no-deck-here": N_("There is no deck “{deck}” in this session."),
    "words-without-letters": N_("The words for the family have signs that no font on this machine has: {characters}"),
}

REMEDIES: dict[str, str] = {
    "visit-unreadable": N_("Delete that file when no family is in the room, and make the visit ready again."),
    "voice-unreadable": N_("Record it again, or choose another file."),
    "deck-file-wanted": N_("Name the deck's file, such as decks/review.toml in the folder of a session."),
    "no-deck-here": N_("Make one in the Feedback room."),
    "words-without-letters": N_("Write them otherwise, or leave them out."),
}
