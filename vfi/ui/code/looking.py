"""How the picture is looked at, by key, command and context menu: the view of the camera that leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from vfi.core.looks import AS_FILMED
from vfi.ui.code.keys import Do, KeyTable
from vfi.ui.film_view import FilmView
from vfi.ui.second_screen import FilmWindow
from vfi.words import tr

NEARER = 2.0
"""How much nearer one key looks."""

Entry = tuple[str, str, Callable[[], object]]
"""Words of a menu's line, its key as on a cap, and what it does."""


class Looking(QObject):
    """Offers what can be done with the picture and does it; a child of the page, which it goes with."""

    def __init__(self, picture: QWidget, keys: KeyTable, page: QWidget, other: Callable[[Do], object]) -> None:
        """`other` does what is no way of looking."""
        super().__init__(page)
        self._picture = picture
        self._keys = keys
        self._other = other
        self.also: Callable[[], Sequence[Entry]] = tuple
        """What else can be done with the picture, for the menu."""
        self.ways: dict[Do, Callable[[FilmView], None]] = {
            Do.ZOOM: lambda view: view.zoom_by(NEARER if view.look.zoom == 1.0 else 1 / view.look.zoom),
            Do.TURN: lambda view: view.set_look(view.look.turned()),
            Do.MIRROR: lambda view: view.set_look(view.look.mirrored()),
            Do.BRIGHTER: lambda view: view.set_look(view.look.brighter(1)),
            Do.DARKER: lambda view: view.set_look(view.look.brighter(-1)),
            Do.SMOOTH: lambda view: view.set_look(replace(view.look, smooth=view.interlaced and not view.look.smooth)),
            Do.AS_FILMED: lambda view: view.set_look(AS_FILMED),
        }
        picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        picture.customContextMenuRequested.connect(self._offer)

    @property
    def view(self) -> FilmView | None:
        """The view that is meant: of a wall of cameras the first one is the lead's."""
        return self._picture if isinstance(self._picture, FilmView) else self._picture.findChild(FilmView)

    def can(self, do: Do) -> bool:
        """Is there a choice? Stripes are in interlaced films alone."""
        view = self.view
        return view is not None and (do is not Do.SMOOTH or view.interlaced)

    def do(self, do: Do) -> None:
        """Look otherwise."""
        view = self.view
        if view is not None and self.can(do):
            self.ways[do](view)

    def _tick(self, action: QAction, do: Do) -> None:
        """What is on or off shows which of them it is."""
        states = {Do.MIRROR: "mirror", Do.SMOOTH: "smooth"}
        if self.view is not None and do in states:
            action.setCheckable(True)
            action.setChecked(getattr(self.view.look, states[do]))

    def menu(self) -> QMenu:
        """What can be done with the picture."""
        menu = QMenu(self._picture)
        for do, words in (
            (Do.ZOOM, tr("Nearer, or the whole picture")),
            (Do.TURN, tr("Turn a quarter")),
            (Do.MIRROR, tr("Mirror")),
            (Do.BRIGHTER, tr("Brighter")),
            (Do.DARKER, tr("Darker")),
            (Do.SMOOTH, tr("Without the camcorder's stripes")),
            (Do.AS_FILMED, tr("As it was filmed")),
        ):
            if self.can(do):
                self._tick(_added(menu, words, self._keys.shown(do), partial(self.do, do)), do)
        menu.addSeparator()
        away = _added(
            menu, tr("In a window of its own"), self._keys.shown(Do.ELSEWHERE), partial(self._other, Do.ELSEWHERE)
        )
        away.setCheckable(True)
        away.setChecked(isinstance(self._picture.window(), FilmWindow))
        if also := self.also():
            menu.addSeparator()
            for words, key, act in also:
                _added(menu, words, key, act)
        return menu

    def _offer(self, at: QPoint) -> None:
        menu = self.menu()
        menu.exec(self._picture.mapToGlobal(at))
        menu.deleteLater()


def _added(menu: QMenu, words: str, key: str, act: Callable[[], object]) -> QAction:
    action = menu.addAction(f"{words}\t{key}" if key else words)
    action.triggered.connect(lambda _on=False: act())
    return action
