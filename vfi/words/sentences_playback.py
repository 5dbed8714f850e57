"""What playing a film may have to say."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "film-decoding-failed": N_("The film could not be shown from here on."),
    "film-too-slow": N_("This computer is too slow for this film at this speed; it plays slower."),
    "film-pictures-passed-over": N_("This computer is too slow to show every picture of this film at this speed."),
    "no-sound-device": N_("No loudspeaker or headphones were found; the film plays without sound."),
    "sound-device-lost": N_("The loudspeaker or headphones went away; the film plays on without sound."),
    "sound-failed": N_("The sound of this film could not be played; the film plays without it."),
    "sound-missing-part": N_("This installation has no part for sound; films play without it."),
}

REMEDIES: dict[str, str] = {
    "film-decoding-failed": N_("Go to another picture, or open the film again."),
    "film-too-slow": N_("No picture is lost: play it slower, or step through it."),
    "film-pictures-passed-over": N_("Some are passed over, none is lost: play it slower, or step through it."),
    "no-sound-device": N_("Plug one in, then press play again."),
    "sound-device-lost": N_("Plug it in again, then press play."),
    "sound-missing-part": N_("Install vfi again with its full set of packages."),
}
