"""The sentences of the library, its sessions and what waits there."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "library-not-there": N_("The folder of the library, “{path}”, does not answer."),
}

REMEDIES: dict[str, str] = {
    "library-not-there": N_("Check that the drive or share is connected, then try again."),
}
