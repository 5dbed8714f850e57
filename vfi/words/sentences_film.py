"""The sentences about films: what is wrong with one, and what is only odd."""

from __future__ import annotations

from collections.abc import Mapping

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "film-missing": N_("The film “{name}” is not there."),
    "film-is-folder": N_("“{name}” is a folder, not a film."),
    "film-no-permission": N_("This computer does not allow you to read the film “{name}”."),
    "film-not-readable": N_("The film “{name}” cannot be read: {why}."),
    "film-empty": N_("The file “{name}” is empty: it holds nothing at all."),
    "film-not-a-film": N_("“{name}” is not a film, or it is damaged beyond reading."),
    "film-no-table": N_("The film “{name}” was never finished: the table that says where its pictures are is missing."),
    "film-no-picture": N_("“{name}” holds no moving picture."),
    "film-unknown-codec": N_("The pictures of “{name}” are stored in a way that this program cannot read."),
    "film-no-frames": N_("“{name}” is a film without a single picture that can be shown."),
    "film-changed": N_("The film “{name}” is not the one that was read before: it was changed or replaced."),
    "frame-lost": N_("Picture {frame} is damaged in the film and cannot be shown."),
    "cancelled": N_("Stopped, as you asked."),
    "film-not-read-through": N_("The film could not be read to its end, so its frame times are not known."),
    "film-frame-lost": N_("Picture {first} cannot be decoded."),
    "film-frame-damaged": N_("Picture {first} is or may be damaged."),
    "film-frames-lost": N_("Pictures {first} to {last} cannot be decoded."),
    "film-frames-damaged": N_("Pictures {first} to {last} are or may be damaged."),
    "film-times-unknown": N_(
        "Frame times are being read: {percent} %. You can look; coding starts when they are known."
    ),
}

REMEDIES: dict[str, str] = {
    "film-missing": N_("It may have been moved or renamed, or its disk is not connected."),
    "film-is-folder": N_("Choose the film inside it."),
    "film-no-permission": N_("Ask the person who looks after the computer, or copy the film to your own folder."),
    "film-not-readable": N_("Check the disk it is on and try again."),
    "film-empty": N_("Copy it again from the camera or phone."),
    "film-not-a-film": N_("Choose another file, or copy it again from the camera or phone."),
    "film-no-table": N_(
        "This happens when a recording or a copy breaks off. Copy it again from the camera or phone; if it is the same"
        " there, a repair program and a sound film of the same camera may help."
    ),
    "film-no-picture": N_("Choose the file that holds the pictures."),
    "film-unknown-codec": N_("Convert it to H.264 in MP4 and open the result."),
    "film-no-frames": N_("Copy it again from the camera or phone."),
    "film-changed": N_("Close it and open it again, so that it is read anew."),
    "film-not-read-through": N_("Open it again. If that does not help, copy it again from the camera or phone."),
    "film-frame-lost": N_("If the original is still there, copy it again; else code nothing there."),
    "film-frame-damaged": N_("If the original is still there, copy it again; else code there only what is clear."),
    "film-frames-lost": N_("If the original is still there, copy it again; else code nothing there."),
    "film-frames-damaged": N_("If the original is still there, copy it again; else code there only what is clear."),
    "frame-lost": N_("Go to the picture before or after it."),
}

FILM_REMARKS: dict[str, str] = {
    "truncated": N_("The film breaks off: {frames} pictures are there, {promised} were promised."),
    "pictures-lost": N_("{count} damaged pictures cannot be shown and are left out."),
    "suspect": N_("{count} pictures from {first} to {last} are or may be damaged."),
    "times-made-up": N_("{count} pictures carry no time of their own; theirs are worked out from their neighbours."),
    "joined": N_("The film was joined from {parts} recordings whose clocks begin anew; they follow one another here."),
    "size-changes": N_("The pictures change their size within the film; they are shown at the size of the first."),
    "several-pictures": N_("The film holds {count} pictures side by side; the first is shown."),
    "hidden-frames": N_(
        "{count} pictures were cut off in the film itself and are not shown. They are still in the file."
    ),
    "no-duration": N_("The film does not say how long it is; its length was counted."),
    "variable-rate": N_(
        "The pictures last unequally, from {shortest_s} to {longest_s} seconds; each has its exact time."
    ),
    "gap": N_("After picture {frame} the recording pauses for {length_s} seconds."),
    "late-start": N_("The film's own clock begins at {start_s} seconds; here it begins at 0."),
    "far-key-frames": N_(
        "Jumps may take a moment: a picture that stands by itself comes only every {longest_s} seconds."
    ),
    "interlaced": N_("The film was recorded in half pictures; both are shown woven together."),
    "no-sound": N_("The film has no sound."),
    "sound-starts-late": N_("The sound begins {late_s} seconds after the picture."),
    "picture-starts-late": N_("The picture begins {late_s} seconds after the sound."),
    "report-provisional": N_(
        "This film is still being read. It can be looked at; its picture numbers are certain only when that is done."
    ),
    "report-size": N_("{frames} pictures in {length}, {width} by {height}, stored as {codec}."),
    "report-turned": N_("It is turned by {degrees} degrees for display."),
    "report-even": N_("The pictures follow one another evenly, {rate} a second; the exact time of each is known."),
    "report-uneven": N_(
        "The pictures last unequally, from {shortest_s} to {longest_s} seconds, {rate} a second on average. That is"
        " usual for phones; the exact time of each is known."
    ),
    "report-all-keys": N_("Jumps and steps back come at once: every picture is stored whole."),
    "report-near-keys": N_(
        "Jumps and steps back are quick: a picture is stored whole at least every {longest} pictures, and those"
        " between are made from it."
    ),
    "report-far-keys": N_(
        "The first step back or jump to a new place may take about {wait} seconds, the next ones come at once: one"
        " picture in {usual} is stored whole, the others are made from it."
    ),
    "report-hdr": N_(
        "The film was recorded with more light than this screen can show (HDR, {kind}, {bits} bits). It is shown so"
        " that faces keep their brightness; windows and lamps give way. Stills and clips are made in the same way."
    ),
    "report-sound": N_("Sound: {codec}, {rate} Hz, {channels} channels."),
    "report-sound-late": N_("The sound begins {offset_s} seconds after the picture, and is played so."),
    "report-sound-early": N_("The sound begins {offset_s} seconds before the picture, and is played so."),
    "report-stretch": N_("Pictures {first} to {last} are or may be damaged."),
    "report-more-stretches": N_("{count} more stretches are or may be damaged."),
    "audit-whole": N_("All {count} pictures were decoded; every one is there, in order, none damaged."),
    "audit-not-whole": N_("All {count} pictures were tried. What was found:"),
    "audit-lost": N_("Pictures {first} to {last} cannot be decoded."),
    "audit-lost-one": N_("Picture {first} cannot be decoded."),
    "audit-damaged": N_("Pictures {first} to {last} are or may be damaged."),
    "audit-damaged-one": N_("Picture {first} is damaged."),
    "audit-order": N_("{count} pictures came in another order than their times say."),
    "audit-stray": N_("{count} pictures came that no packet of the film promised."),
}
"""What is odd about a film that can be used; a value `..._ns` fills the slot `{..._s}` in seconds."""


def remark_slots(values: Mapping[str, int | str]) -> dict[str, int | str]:
    """What fills a remark's slots: times in ns become seconds with three decimals.

    >>> remark_slots({"start_ns": 7_300_000_000, "count": 2})
    {'start_s': '7.300', 'count': 2}
    """
    slots: dict[str, int | str] = {}
    for key, value in values.items():
        if key.endswith("_ns") and isinstance(value, int):
            slots[f"{key[:-3]}_s"] = f"{value // 1_000_000_000}.{value // 1_000_000 % 1000:03d}"
        else:
            slots[key] = value
    return slots
