"""Sentences about keeping what was keyed: files, locks, journals, undo."""

from __future__ import annotations

from vfi.words.sentences import N_

SENTENCES: dict[str, str] = {
    # undo
    "nothing-to-undo": N_("There is nothing to undo."),
    "nothing-to-redo": N_("There is nothing to redo."),
    "undo-out-of-order": N_("An undo in this coding does not fit what came before it."),
    # files
    "disk-full": N_("The disk is full: “{file}” could not be written, and nothing was changed."),
    "no-permission": N_("“{file}” may not be written or read by you here."),
    "file-missing": N_("“{file}” is not there."),
    "file-exists": N_("There is already a “{file}”."),
    "file-trouble": N_("“{file}” could not be used: {why}."),
    "path-outside-library": N_("“{path}” lies outside this library."),
    "file-changed-meanwhile": N_("“{file}” was changed by somebody else meanwhile; nothing was overwritten."),
    "copy-differs": N_("The copy of “{file}” is not the same as the original, so it was not kept."),
    "film-changed-while-copying": N_("“{file}” changed while it was being copied, so the copy was not kept."),
    # journals
    "journal-no-header": N_("“{file}” does not begin like a coding."),
    "journal-line-unreadable": N_("Line {line} of “{file}” cannot be read."),
    "journal-line-altered": N_("Line {line} of “{file}” was altered after it was written."),
    "journal-line-missing": N_("Before line {line} of “{file}” a line is missing or too many."),
    "journal-line-impossible": N_("Line {line} of “{file}” does not fit what was coded before it."),
    "journal-torn-tail": N_(
        "The last line of “{file}” was cut off in writing. It was set aside in “{aside}”. The others are whole."
    ),
    "item-unreadable": N_("An event in this file cannot be read."),
    # one coding
    "opened-for-reading": N_("This coding was opened for reading."),
    "coding-open-elsewhere": N_("This coding is open on {host} (process {process}) by {who} since {since}."),
    "coding-not-writable": N_("This coding cannot be written where it lies, so it was opened for reading."),
    "coding-of-newer-version": N_("“{file}” was written by a newer version of vfi, so it was opened for reading."),
    "coding-forked": N_(
        "Somebody else has written to “{file}” while it was open here. Both are kept: yours is in “{ours}”."
    ),
    "coding-in-emergency": N_(
        "The library's folder does not answer ({why}). What you code is kept on this computer until it is back."
    ),
    "coding-cannot-be-written": N_("“{file}” can no longer be written ({why}), so nothing more can be coded here."),
    "coding-waits-in-emergency": N_(
        "Some of this coding is still kept on this computer only, because its folder could not be written."
    ),
    "coding-came-home": N_("The library's folder did not answer last time. What you coded then has been joined."),
    "not-in-emergency": N_("The library's folder does not answer; this needs it."),
}
"""What went wrong."""

REMEDIES: dict[str, str] = {
    "disk-full": N_("Free some space, then do it again."),
    "no-permission": N_("Ask whoever looks after the folder, or choose another one."),
    "file-missing": N_("Check that the drive or share is connected."),
    "file-exists": N_("Choose another name."),
    "path-outside-library": N_("Choose a place inside the library."),
    "file-changed-meanwhile": N_("Look at it again and repeat your change."),
    "copy-differs": N_("Try again; if it happens twice, try another cable or card reader."),
    "film-changed-while-copying": N_("Wait until the camera or phone has finished writing it, then try again."),
    "journal-no-header": N_("Choose another file, or take it from a backup."),
    "journal-line-unreadable": N_("Take the file from a backup, or keep the lines before it."),
    "journal-line-altered": N_("Take the file from a backup, or keep the lines before it."),
    "journal-line-missing": N_("Take the file from a backup, or keep the lines before it."),
    "journal-line-impossible": N_("Take the file from a backup, or keep the lines before it."),
    "coding-open-elsewhere": N_("Close it there. If nobody has it open, take it over."),
    "coding-not-writable": N_("Ask for the right to write in this folder, or copy the session to another one."),
    "coding-of-newer-version": N_("Install the newer version to go on coding."),
    "coding-forked": N_("Close this coding and open it again to see the other one; vfi check lists both."),
    "coding-cannot-be-written": N_("Close the coding, see to the folder, and open it again."),
    "coding-waits-in-emergency": N_("Open it where it can be written, and it is joined."),
    "not-in-emergency": N_("Try again when the folder is back."),
}
"""What to do about it."""
