"""The room's commands in words, for the command finder and the list of keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from vfi.ui.code.keys import Do
from vfi.ui.commands import Command
from vfi.words import tr


def room_commands(do: Callable[[Do], object], ready: Callable[[], bool]) -> tuple[Command, ...]:
    """One command for each thing that a default key does; the keys are read by the room itself."""
    words: tuple[tuple[Do, str, str], ...] = (
        (Do.PLAY, tr("Play or pause"), "Space"),
        (Do.FRAME_BACK, tr("One frame back"), "Left"),
        (Do.FRAME_ON, tr("One frame on"), "Right"),
        (Do.SECOND_BACK, tr("One second back"), "Shift+Left"),
        (Do.SECOND_ON, tr("One second on"), "Shift+Right"),
        (Do.EVENT_BACK, tr("Event before"), "Up"),
        (Do.EVENT_ON, tr("Next event"), "Down"),
        (Do.SHUTTLE_BACK, tr("Play back, faster each time"), "J"),
        (Do.SHUTTLE_STOP, tr("Stop"), "K"),
        (Do.SHUTTLE_ON, tr("Play on, faster each time"), "L"),
        (Do.SLOWER, tr("Slower"), ","),
        (Do.FASTER, tr("Faster"), "."),
        (Do.LOOP_FROM, tr("Loop from here"), "I"),
        (Do.LOOP_TO, tr("Loop to here"), "O"),
        (Do.LOOP, tr("Loop on or off"), "Ctrl+L"),
        (Do.MARK, tr("Mark this moment"), "M"),
        (Do.EDIT, tr("Edit the selected event"), "Return"),
        (Do.START_BACK, tr("Move the start a frame back"), "Alt+Left"),
        (Do.START_ON, tr("Move the start a frame on"), "Alt+Right"),
        (Do.END_BACK, tr("Move the end a frame back"), "Alt+Shift+Left"),
        (Do.END_ON, tr("Move the end a frame on"), "Alt+Shift+Right"),
        (Do.DELETE, tr("Delete the selected event"), "Delete"),
        (Do.UNDO, tr("Undo"), "Ctrl+Z"),
        (Do.REDO, tr("Redo"), "Ctrl+Shift+Z"),
        (Do.CLIP, tr("Make a clip of the selected event"), "C"),
        (Do.GO_TO, tr("Go to a time or frame"), "Ctrl+G"),
        (Do.SEARCH, tr("Search the events"), "Ctrl+F"),
        (Do.FILM_START, tr("Go to the film's start"), "Home"),
        (Do.FILM_END, tr("Go to the film's end"), "End"),
        (Do.FULL_SCREEN, tr("The film alone"), "F11"),
    )
    return tuple(
        Command(
            id=f"code.{one.name.lower().replace('_', '-')}",
            text=text,
            act=partial(do, one),
            key=key,
            room="code",
            ready=ready,
            own_key=True,
        )
        for one, text, key in words
    )
