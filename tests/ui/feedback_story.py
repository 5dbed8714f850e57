"""An open deck of the example in the real window, for stories about the Feedback room."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.example_story import SESSION, known_example
from tests.ui.program_story import program
from vfi.core.clip_edits import frames_of
from vfi.core.deck import Clip
from vfi.core.time import SECOND, Ns
from vfi.desk.decks import DeckDesk, open_deck
from vfi.ui.feedback.open_deck import OpenDeck
from vfi.ui.feedback.page import FeedbackPage
from vfi.ui.program import Program

STRETCHES = ((10, 14), (20, 23), (40, 46))
"""Seconds of the clips that every story begins with."""


class Story:
    """The program with its Feedback room; keys go to the film."""

    def __init__(self, made: Program, qtbot: QtBot) -> None:
        self.made = made
        self.qtbot = qtbot

    @property
    def page(self) -> FeedbackPage:
        page = self.made.feedback.page
        assert page is not None
        return page

    @property
    def opened(self) -> OpenDeck:
        opened = self.made.decks.deck
        assert opened is not None
        return opened

    @property
    def clip(self) -> Clip:
        clip = self.page.clip
        assert clip is not None
        return clip

    @property
    def frame(self) -> int:
        frame = self.opened.player.current_frame
        assert frame is not None
        return frame

    @property
    def frames(self) -> tuple[int, int]:
        """First and last frame of the selected clip."""
        clock = self.page.clock
        assert clock is not None
        return frames_of(self.clip, clock)

    def key(
        self,
        key: Qt.Key,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        into: QWidget | None = None,
    ) -> None:
        QTest.keyClick(into or self.opened.view, key, held)

    def at(self, frame: int) -> None:
        """Let the film show this frame, and wait until it does."""
        self.opened.player.go(frame)
        self.until(lambda: self.opened.player.current_frame == frame)

    def until(self, condition: Callable[[], bool], timeout: int = 10_000) -> None:
        self.qtbot.waitUntil(condition, timeout=timeout)

    def kept(self) -> DeckDesk:
        """The deck as it lies on the disk."""
        return open_deck(self.made.place.library.desk(*SESSION))


@contextmanager
def feedback(
    qtbot: QtBot, folder: Path, stretches: tuple[tuple[int, int], ...] = STRETCHES, *, shown: bool = True
) -> Iterator[Story]:
    """A deck with a clip for each stretch (seconds); with `shown`, the first clip's picture is there."""
    known_example(folder / "library")
    with program(qtbot, folder) as made:
        shutil.rmtree(folder / "library" / SESSION[0] / SESSION[1] / "decks", ignore_errors=True)
        desk = open_deck(made.place.library.desk(*SESSION))
        for start, end in stretches:
            desk.add_stretch(Ns(start * SECOND), Ns(end * SECOND), title=f"From {start}")
        made.decks.open(*SESSION)
        qtbot.waitUntil(lambda: made.feedback.page is not None, timeout=15_000)
        story = Story(made, qtbot)
        if shown and stretches:
            story.until(lambda: story.opened.player.current_frame == stretches[0][0] * 30)
        yield story
