"""The menu of a clip or page: what can be done with it, and with several cameras which of them shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from vfi.core.deck import Clip
from vfi.ui.feedback.keys import Do, KeyTable
from vfi.words import tr
from vfi.words.cameras import camera_words


def item_menu(parent: QWidget, clip: Clip | None, keys: KeyTable, do: Callable[[Do], object]) -> QMenu:
    """`clip`: None for a page."""
    menu = QMenu(parent)
    still = [] if clip is None else [(tr("Print and begin with this picture"), Do.STILL)]
    order = [(tr("Earlier in the deck"), Do.MOVE_UP), (tr("Later in the deck"), Do.MOVE_DOWN)]
    for words, what in (*still, *order, (tr("Remove from the deck"), Do.REMOVE)):
        action = menu.addAction(f"{words}\t{keys.shown(what)}")
        action.triggered.connect(lambda _on=False, what=what: do(what))
    return menu


def add_cameras(menu: QMenu, clip: Clip, names: Sequence[str], choose: Callable[[str], object]) -> None:
    """From which camera the clip is shown; `choose` is told the name, empty for the session's first."""
    menu.addSeparator()
    for number, name in enumerate(names):
        camera = name if number else ""  # the first is the session's own
        if camera or not number:
            action = menu.addAction(tr("Show it from “{camera}”", camera=camera_words(name, number)))
            action.setCheckable(True)
            action.setChecked(clip.camera in (name, camera))
            action.triggered.connect(lambda _on=False, camera=camera: choose(camera))
