"""The room's commands in words, for the command finder and the list of keys."""

from __future__ import annotations

from collections.abc import Callable

from vfi.ui.code.keys import DEFAULTS, Do
from vfi.ui.commands import Command, own_commands
from vfi.words import tr


def room_commands(do: Callable[[Do], object], ready: Callable[[Do], bool]) -> tuple[Command, ...]:
    """One command for each thing that a default key does; the keys are read by the room itself."""
    words: tuple[tuple[Do, str], ...] = (
        (Do.PLAY, tr("Play or pause")),
        (Do.FRAME_BACK, tr("One frame back")),
        (Do.FRAME_ON, tr("One frame on")),
        (Do.SECOND_BACK, tr("One second back")),
        (Do.SECOND_ON, tr("One second on")),
        (Do.EVENT_BACK, tr("Event before")),
        (Do.EVENT_ON, tr("Next event")),
        (Do.SHUTTLE_BACK, tr("Play back, faster each time")),
        (Do.SHUTTLE_STOP, tr("Stop")),
        (Do.SHUTTLE_ON, tr("Play on, faster each time")),
        (Do.SLOWER, tr("Slower")),
        (Do.FASTER, tr("Faster")),
        (Do.LOOP_FROM, tr("Loop from here")),
        (Do.LOOP_TO, tr("Loop to here")),
        (Do.LOOP, tr("Loop on or off")),
        (Do.MARK, tr("Mark this moment")),
        (Do.EDIT, tr("Edit the selected event")),
        (Do.START_BACK, tr("Move the start a frame back")),
        (Do.START_ON, tr("Move the start a frame on")),
        (Do.END_BACK, tr("Move the end a frame back")),
        (Do.END_ON, tr("Move the end a frame on")),
        (Do.DELETE, tr("Delete the selected event")),
        (Do.UNDO, tr("Undo")),
        (Do.REDO, tr("Redo")),
        (Do.CLIP, tr("Put the selected event, or the loop, into the deck")),
        (Do.GO_TO, tr("Go to a time or frame")),
        (Do.SEARCH, tr("Search the events")),
        (Do.FILM_START, tr("Go to the film's start")),
        (Do.FILM_END, tr("Go to the film's end")),
        (Do.FULL_SCREEN, tr("The film alone")),
        (Do.ZOOM, tr("Look nearer, or at the whole picture")),
        (Do.TURN, tr("Turn the picture a quarter")),
        (Do.MIRROR, tr("Mirror the picture")),
        (Do.BRIGHTER, tr("Brighter picture")),
        (Do.DARKER, tr("Darker picture")),
        (Do.SMOOTH, tr("Take the stripes off a camcorder's picture (deinterlace), or show them")),
        (Do.AS_FILMED, tr("The picture as it was filmed")),
        (Do.ELSEWHERE, tr("The film in a window of its own, on another screen if there is one; or back")),
        (Do.STILLS, tr("Show or hide the stills over the lanes")),
        (Do.SOUND, tr("Show or hide the sound over the lanes")),
        (Do.SPECTRUM, tr("Show or hide the pitch of the sound (spectrogram) over the lanes")),
    )
    return own_commands("code", words, DEFAULTS, do, ready)
