"""The room's commands in words, for the command finder and the list of keys."""

from __future__ import annotations

from collections.abc import Callable

from vfi.ui.commands import Command, own_commands
from vfi.ui.feedback.keys import DEFAULTS, Do
from vfi.words import tr


def room_commands(do: Callable[[Do], object], ready: Callable[[], bool]) -> tuple[Command, ...]:
    """One command for each thing that a key does; the keys are read by the room itself."""
    words: tuple[tuple[Do, str], ...] = (
        (Do.PLAY, tr("Play as it will be shown, or pause")),
        (Do.AS_FILE, tr("Play as a file: the waits go on by themselves")),
        (Do.FRAME_BACK, tr("One frame back")),
        (Do.FRAME_ON, tr("One frame on")),
        (Do.SECOND_BACK, tr("One second back")),
        (Do.SECOND_ON, tr("One second on")),
        (Do.CLIP_START, tr("Go to the clip’s first picture")),
        (Do.CLIP_END, tr("Go to the clip’s last picture")),
        (Do.SHUTTLE_BACK, tr("Play back, faster each time")),
        (Do.SHUTTLE_STOP, tr("Stop")),
        (Do.SHUTTLE_ON, tr("Play on, faster each time")),
        (Do.START_HERE, tr("Begin the clip here")),
        (Do.END_HERE, tr("End the clip here")),
        (Do.START_BACK, tr("Move the clip’s start a frame back")),
        (Do.START_ON, tr("Move the clip’s start a frame on")),
        (Do.END_BACK, tr("Move the clip’s end a frame back")),
        (Do.END_ON, tr("Move the clip’s end a frame on")),
        (Do.PART_FROM, tr("A part of the clip from here")),
        (Do.PART_TO, tr("A part of the clip to here")),
        (Do.SLOW, tr("This part slow: 50 %, 25 %, normal")),
        (Do.WAIT, tr("Wait here, or no longer")),
        (Do.CROP, tr("Choose the part of the picture that is shown")),
        (Do.STILL, tr("Print and begin with this picture")),
        (Do.WORDS, tr("Show or hide the words under the film")),
        (Do.EDIT, tr("Write the words")),
        (Do.ITEM_BACK, tr("The clip or page before")),
        (Do.ITEM_ON, tr("The next clip or page")),
        (Do.MOVE_UP, tr("Earlier in the deck")),
        (Do.MOVE_DOWN, tr("Later in the deck")),
        (Do.REMOVE, tr("Remove from the deck")),
        (Do.UNDO, tr("Undo")),
        (Do.REDO, tr("Redo")),
    )
    return own_commands("feedback", words, DEFAULTS, do, lambda _do: ready())
