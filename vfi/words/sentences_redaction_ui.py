"""What the window for hiding parts of a film refuses."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "redaction-camera-nameless": N_("This camera has no name, so nothing can be hidden in its film."),
    "redaction-not-here": N_("This part is not hidden on the picture that is shown."),
}
"""What went wrong."""

REMEDIES: dict[str, str] = {
    "redaction-camera-nameless": N_("Give the cameras names (Ctrl K, “Give the cameras names”)."),
    "redaction-not-here": N_("Go to a picture on which it is hidden, and follow it from there."),
}
"""What to do about it."""
