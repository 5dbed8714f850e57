"""What is said about the sound and the pictures along the timeline, and about laying two films on one clock."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "sync-no-sound": N_("One of the two films has no sound, so they cannot be laid together by what is heard."),
    "sync-silence": N_("In one of the two films nothing is to be heard."),
    "sync-too-short": N_("One of the two films is too short to be compared by its sound."),
    "sync-no-match": N_(
        "No place was found at which both films clearly sound alike. They may not overlap, or hold too little sound."
    ),
    "sync-several-places": N_("The two films sound alike at several places, as with music or a toy that repeats."),
}

REMEDIES: dict[str, str] = {
    "sync-no-sound": N_("Mark the same moment in both films instead."),
    "sync-silence": N_("Mark the same moment in both films instead."),
    "sync-too-short": N_("Mark the same moment in both films instead."),
    "sync-no-match": N_("Check the guess by eye and ear, or mark the same moment in both films."),
    "sync-several-places": N_("Check the guess by eye and ear, or mark the same moment in both films."),
}
