"""Sentences about exported reels and about what is hidden in them."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "reel-empty": N_("There is nothing in this film to be written."),
    "reel-no-clips": N_("This deck has no clip that may be in this film."),
    "reel-no-such-clip": N_("The deck has no clip “{clip}”."),
    "reel-no-such-deck": N_("This session has no deck “{deck}”."),
    "reel-name-taken": N_("There is a file at {path} already."),
    "reel-not-mp4": N_("A film is written as MP4: {path} has another ending."),
    "card-drawing": N_("The picture of a page cannot be drawn: its file is damaged or no picture."),
    "redaction-place": N_("A hidden part must have a size, and lie in the picture or near it."),
    "redaction-stretch-empty": N_("What is hidden must end after it begins."),
    "redaction-keys": N_("A hidden part needs at least one place, and its places must be in order of time."),
    "redaction-item-twice": N_("“{item}” is there twice."),
    "redaction-key-unclear": N_("“{text}” says no time and place."),
    "redaction-span-unclear": N_("“{text}” is no stretch of time."),
    "redaction-unchecked": N_(
        "Nobody has looked yet whether what must be hidden is hidden on every picture: {seconds} s are still to be "
        "looked through, the first at {at}."
    ),
    "redaction-no-such-item": N_("Nothing that is hidden has the name “{item}”."),
    "redaction-lost": N_("From {at} on it could not be followed: the picture changes too much there."),
}

REMEDIES: dict[str, str] = {
    "reel-empty": N_("Add a clip to the deck."),
    "reel-no-clips": N_("Choose clips whose moment may be shown to a parent, or export for supervision."),
    "reel-no-such-deck": N_("There are: {decks}."),
    "reel-name-taken": N_("Choose another name: a film never takes the place of another."),
    "reel-not-mp4": N_("End its name with .mp4."),
    "card-drawing": N_("Choose another picture for this page."),
    "redaction-unchecked": N_("Step through these parts before the film leaves the team."),
    "redaction-lost": N_("Place it by hand there and follow on from it."),
}
