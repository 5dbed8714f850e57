"""The sentences about films: what is wrong with one, and what is only odd."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    "film-missing": N_("The film “{name}” is not there."),
    "film-is-folder": N_("“{name}” is a folder, not a film."),
    "film-no-permission": N_("This computer does not allow you to read the film “{name}”."),
    "film-not-readable": N_("The film “{name}” cannot be read: {why}."),
    "film-empty": N_("The file “{name}” is empty: it holds nothing at all."),
    "film-not-a-film": N_("“{name}” is not a film, or it is damaged beyond reading."),
    "film-no-table": N_(
        "The film “{name}” was never finished: the table that says where its pictures are is missing."
    ),
    "film-no-picture": N_("“{name}” holds no moving picture."),
    "film-unknown-codec": N_("The pictures of “{name}” are stored in a way that this program cannot read."),
    "film-no-frames": N_("“{name}” is a film without a single picture that can be shown."),
    "film-changed": N_("The film “{name}” is not the one that was read before: it was changed or replaced."),
    "frame-lost": N_("Picture {frame} is damaged in the film and cannot be shown."),
    "cancelled": N_("Stopped, as you asked."),
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
    "frame-lost": N_("Go to the picture before or after it."),
}
