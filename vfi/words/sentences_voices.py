"""Sentences about what an interpreter spoke."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "voice-too-large": N_("“{file}” is larger than 50 MB. A voice beside a text lasts seconds: choose a shorter one."),
    "voice-too-long": N_("“{file}” lasts longer than {most} seconds. A voice beside a text says that text alone."),
    "voice-empty": N_("There is no sound in “{file}”."),
    "voice-not-read": N_("“{file}” could not be read: {reason}."),
}

REMEDIES: dict[str, str] = {}
