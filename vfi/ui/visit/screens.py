"""Which screen is the parent's and which the clinician's; a mirrored one shows notes to nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen


class Screen(Protocol):
    """What is asked of a screen."""

    def name(self) -> str: ...
    def geometry(self) -> QRect: ...


class Screens(Protocol):
    """The screens of this machine. Tests hand in their own."""

    def all(self) -> Sequence[Screen]:
        """The one on which windows open by themselves first."""

    def on_change(self, listener: Callable[[], None]) -> None:
        """Be told when one came or went, or lies elsewhere now."""


class Why(StrEnum):
    """Why there are notes or none."""

    ONE = "one"
    MIRRORED = "mirrored"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Places:
    """Where things go: places in the list of screens."""

    parent: int
    notes: int | None
    why: Why


def places(screens: Sequence[Screen], *, swapped: bool = False) -> Places:
    """The parent's picture goes to the other screen, the notes stay on the laptop's own; `swapped`: the other way.

    Screens that lie over one another, or bear one name, show the same picture: then there are no notes at all.
    """
    if len(screens) < 2:
        return Places(0, None, Why.ONE)
    for place, one in enumerate(screens):
        for other in screens[place + 1 :]:
            if one.geometry().intersects(other.geometry()) or (one.name() and one.name() == other.name()):
                return Places(0, None, Why.MIRRORED)
    return Places(0, 1, Why.TWO) if swapped else Places(1, 0, Why.TWO)


class QtScreens(QObject):
    """The screens as Qt tells them."""

    _changed = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app.screenAdded.connect(self._added)
        # methods, no lambdas: Qt lets go of them together with this object
        app.screenRemoved.connect(self._tell)
        app.primaryScreenChanged.connect(self._tell)
        for screen in app.screens():
            screen.geometryChanged.connect(self._tell)

    def all(self) -> Sequence[QScreen]:
        """The one on which windows open by themselves first."""
        first = QGuiApplication.primaryScreen()
        return sorted(QGuiApplication.screens(), key=lambda screen: screen is not first)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Be told when one came or went, or lies elsewhere now."""
        self._changed.connect(listener)

    @Slot(QScreen)
    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._tell)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._changed.emit()
