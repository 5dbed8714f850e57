"""How the picture is looked at, by key, command and context menu: the view of the camera that leads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from vfi.core.looks import AS_FILMED
from vfi.ui.code.keys import Do, KeyTable
from vfi.ui.film_view import FilmView
from vfi.words import tr

NEARER = 2.0
"""How much nearer one key looks."""


class Looking(QObject):
    """Offers what can be done with the picture and does it; a child of the page, which it goes with."""

    def __init__(self, picture: QWidget, keys: KeyTable, page: QWidget) -> None:
        super().__init__(page)
        self._picture = picture
        self._keys = keys
        self.ways: dict[Do, Callable[[FilmView], None]] = {
            Do.ZOOM: lambda view: view.zoom_by(NEARER if view.look.zoom == 1.0 else 1 / view.look.zoom),
            Do.TURN: lambda view: view.set_look(view.look.turned()),
            Do.MIRROR: lambda view: view.set_look(view.look.mirrored()),
            Do.BRIGHTER: lambda view: view.set_look(view.look.brighter(1)),
            Do.DARKER: lambda view: view.set_look(view.look.brighter(-1)),
            Do.AS_FILMED: lambda view: view.set_look(AS_FILMED),
        }
        picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        picture.customContextMenuRequested.connect(self._offer)

    def do(self, do: Do) -> None:
        """Look otherwise."""
        # of a wall of cameras the first view is the lead's
        view = self._picture if isinstance(self._picture, FilmView) else self._picture.findChild(FilmView)
        if view is not None:
            self.ways[do](view)

    def _offer(self, at: QPoint) -> None:
        menu = QMenu(self._picture)
        for do, words in (
            (Do.ZOOM, tr("Nearer, or the whole picture")),
            (Do.TURN, tr("Turn a quarter")),
            (Do.MIRROR, tr("Mirror")),
            (Do.BRIGHTER, tr("Brighter")),
            (Do.DARKER, tr("Darker")),
            (Do.AS_FILMED, tr("As it was filmed")),
        ):
            key = self._keys.shown(do)
            menu.addAction(f"{words}\t{key}" if key else words).triggered.connect(lambda _on=False, do=do: self.do(do))
        menu.exec(self._picture.mapToGlobal(at))
