"""A visit held in a window of its own: a deck of film that tells its frame, driven by keys, with screens of our own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.deck_story import DeckStory
from tests.films import told
from tests.ui.program_story import dressed
from vfi.core.deck import Clip, Crop, Freeze, PageKind, SlowPart, Wording
from vfi.core.presenting import Now, Phase
from vfi.core.time import SECOND, Ns
from vfi.desk.decks import open_deck
from vfi.desk.opening_decks import deck_file
from vfi.desk.session import open_place
from vfi.ui.jobs import Jobs
from vfi.ui.present.screen import ParentScreen
from vfi.ui.settings import SettingsFile
from vfi.ui.visit.holding import HeldVisit
from vfi.ui.visit.pins import Lock, Pin

LEFT, RIGHT = QRect(0, 0, 1366, 768), QRect(1366, 0, 1280, 720)

PAGE_DOWN, PAGE_UP = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp


@dataclass
class OurScreen:
    called: str
    place: QRect

    def name(self) -> str:
        return self.called

    def geometry(self) -> QRect:
        return self.place


@dataclass
class OurScreens:
    """Screens that come and go as a story wants it."""

    screens: list[OurScreen] = field(default_factory=lambda: [OurScreen("laptop", LEFT)])
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def all(self) -> list[OurScreen]:
        return self.screens

    def on_change(self, listener: Callable[[], None]) -> None:
        self.listeners.append(listener)

    def become(self, *screens: OurScreen) -> None:
        self.screens = list(screens)
        for listener in self.listeners:
            listener()


def fill(window: QWidget, screen: object) -> None:
    """As large as the screen, where it lies; never more than the real screen in the way of the test."""
    assert isinstance(screen, OurScreen)
    window.setGeometry(screen.geometry())
    window.show()


def make_deck(story: DeckStory) -> None:
    """Two clips of pictures 10 to 34 and 60 to 79: a slow part, a freeze on 24; a part of the picture, the end."""
    deck = story.deck
    first = deck.add_stretch(at(10), at(35), title="Secret title")
    clip = deck.deck.item(first)
    assert isinstance(clip, Clip)
    deck.set(
        replace(
            clip,
            slow=(SlowPart(start=at(15), end=at(20), percent=50),),
            freezes=(Freeze(at=at(24)),),
            still=at(30),
            question=Wording().with_text("en", "What do you like here?"),
            words=Wording().with_text("en", "You waited."),
            notes="Secret notes",
            concept="serve-return",
        )
    )
    second = deck.add_stretch(at(60), at(80), title="Secret closing")
    clip = deck.deck.item(second)
    assert isinstance(clip, Clip)
    deck.set(replace(clip, crop=Crop(x=0.0, y=0.0, width=1.0, height=0.9), closing=True))
    third = deck.add_page(PageKind.QUESTION)
    page = deck.deck.item(third)
    assert page is not None
    assert not isinstance(page, Clip)
    deck.set(replace(page, wording=Wording().with_text("en", "What would you like more of?"), notes="Secret page"))
    deck.change("deck-changed", replace(deck.deck, title="Secret deck", theme="Secret theme", goal="Secret goal"))


def at(frame: int) -> Ns:
    """When this picture begins: 25 a second."""
    return Ns(frame * SECOND // 25)


@dataclass
class VisitStory:
    qtbot: QtBot
    deck: DeckStory
    held: HeldVisit
    screens: OurScreens
    painted: list[int] = field(default_factory=list)
    """The number that every painted picture tells of itself."""

    @property
    def screen(self) -> ParentScreen:
        assert self.held.screen is not None
        return self.held.screen

    @property
    def now(self) -> Now:
        return self.screen.now

    def begin(self, *, first_clip: bool = False) -> None:
        """Right family: go."""
        self.qtbot.waitUntil(lambda: len(self.held.start._buttons) > 1, timeout=20_000)
        self.held.start.yes.emit(first_clip)
        self.screen.picture.painted.connect(self._look)

    def key(self, key: Qt.Key, window: QWidget | None = None) -> None:
        QTest.keyClick(window or self.screen, key)

    def until(self, phase: Phase, frame: int | None = None) -> None:
        """Until the clip is there, and its picture on the screen."""
        self.qtbot.waitUntil(lambda: self.now.phase is phase, timeout=20_000)
        if frame is not None:
            self.qtbot.waitUntil(lambda: self.screen.picture.on_screen == frame, timeout=20_000)

    def tells(self) -> int | None:
        """The number that the picture on the screen tells of itself."""
        image = self.screen.picture.taken()
        return told(pixels(image)) if image is not None else None

    def _look(self, frame: int) -> None:
        number = self.tells() if self.now.item == 2 else frame
        assert number is not None
        self.painted.append(number)


def pixels(image: QImage) -> np.ndarray:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).copy()


_MADE: dict[tuple[Path, str], DeckStory] = {}


def story_of(film: Path, folder: Path, deck: Callable[[DeckStory], object] = make_deck) -> DeckStory:
    """A library of its own with this deck. Each kind is made once and copied: coding a film takes its time."""
    key = film, deck.__qualname__
    first = _MADE.get(key)
    if first is None or not first.place.exists():
        first = DeckStory(film, film.parent / f"made-{len(_MADE)}")
        deck(first)
        _MADE[key] = first
    library = first.place.parents[1]
    shutil.copytree(library, folder / library.name)
    made = copy(first)
    made.place = folder / first.place.relative_to(library.parent)
    made.session = open_place(made.place)
    made.deck = open_deck(made.session)
    return made


@contextmanager
def visit(
    qtbot: QtBot,
    film: Path,
    folder: Path,
    *,
    pin: Pin | None = None,
    screens: OurScreens | None = None,
    deck: Callable[[DeckStory], object] = make_deck,
    settle_ms: int = 0,
    fade_ms: int = 0,
) -> Iterator[VisitStory]:
    """A visit with its first page on the screen; closed in good order afterwards."""
    dressed(SettingsFile(folder / "settings.json"))
    made = story_of(film, folder, deck)
    jobs = Jobs()
    shown = screens or OurScreens()
    held = HeldVisit(
        deck_file(made.deck),
        Lock(pin),
        who="Anna",
        screens=shown,
        jobs=jobs,
        fade_ms=fade_ms,
        settle_ms=settle_ms,
        fill=fill,
    )
    held.begin()
    story = VisitStory(qtbot, made, held, shown)
    ended: list[bool] = []
    held.ended.connect(lambda: ended.append(True))
    try:
        yield story
    finally:
        windows = [held.start, held.screen, held.notes]
        if not ended:
            held.end()
        jobs.close()
        for window in windows:
            if window is not None and shiboken6.isValid(window):
                shiboken6.delete(window)
        shiboken6.delete(held)
