"""Two to four cameras beside one another, or the one that leads large and the others small."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from vfi.ui.cameras.places import GAP, Arrangement, places
from vfi.ui.cameras.tile import Tile, ink_on_well
from vfi.ui.film_view import FilmView
from vfi.ui.kit.buttons import IconButton
from vfi.ui.kit.sheet import Sheet
from vfi.ui.theme import Theme
from vfi.words import tr


class CameraWall(QWidget):
    """Shows the cameras of a session. The view of the lead is always the same one: the player paints into it.

    Which camera leads is decided by whoever owns the wall: it asks by `lead_wanted`, and `show_lead` follows.
    """

    lead_wanted = Signal(int)
    """A camera's number: it was clicked, or Alt and its digit were pressed."""
    lay_wanted = Signal()
    """The cameras are to be laid on one clock."""
    names_wanted = Signal()
    """A camera's name was clicked twice."""
    arranged = Signal(str)

    def __init__(
        self,
        theme: Theme,
        names: Sequence[str],
        lead_view: FilmView,
        *,
        how: Arrangement = "beside",
        shapes: Sequence[float] = (),
    ) -> None:
        """`shapes`: width to height of each camera's picture; without them as of a television."""
        super().__init__()
        self._shapes = tuple(shapes)
        self._theme = theme
        self._names = tuple(names)
        self._how: Arrangement = how
        self._lead = 0
        self._tiles = [Tile(theme, lead_view, self)]
        self._tiles += [Tile(theme, FilmView(), self) for _ in names[1:]]
        for tile in self._tiles:
            tile.clicked.connect(partial(self._clicked, tile))
            tile.caption.renamed.connect(self.names_wanted)
        self.switch = IconButton(theme, "columns", "", size=24, on_click=self._switch, parent=self)
        self.lay = IconButton(
            theme, "waves", tr("Lay the cameras on one clock"), size=24, on_click=self.lay_wanted.emit, parent=self
        )
        for button in (self.switch, self.lay):
            button.setProperty("on", "well")
        for number in range(len(names)):
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.activated.connect(partial(self._keyed, number))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 180)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Cameras"))
        theme.changed.connect(self._dress)
        self._dress()

    # -- which stands where

    @property
    def lead(self) -> int:
        """Number of the camera that leads."""
        return self._lead

    @property
    def how(self) -> Arrangement:
        return self._how

    def tile_of(self, camera: int) -> Tile:
        """Where this camera is shown: the lead in the first tile, the others in the rest, by their order."""
        if camera == self._lead:
            return self._tiles[0]
        others = [each for each in range(len(self._names)) if each != self._lead]
        return self._tiles[1 + others.index(camera)]

    def view_of(self, camera: int) -> FilmView:
        return self.tile_of(camera).view

    def show_lead(self, camera: int) -> None:
        """This camera leads now; whoever paints into the views paints the right films from now on."""
        self._lead = camera
        self._dress()

    def arrange(self, how: Arrangement) -> None:
        """All beside one another, or the lead large."""
        if how != self._how:
            self._how = how
            self._dress()
            self.arranged.emit(how)

    def name(self, names: Sequence[str]) -> None:
        """The cameras are called so from now on."""
        self._names = tuple(names)
        self._dress()

    def say(self, camera: int, words: str) -> None:
        """What must be known of a camera now, behind its name."""
        self.tile_of(camera).caption.set_state(words)

    # -- Qt

    def sizeHint(self) -> QSize:
        return QSize(770, 433)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("well"))
        line = QColor(self._theme.colour(ink_on_well(self._theme)))
        line.setAlphaF(0.25)
        for camera in range(len(self._names)):
            tile = self.tile_of(camera).geometry()
            if tile.right() < self.width() - 1:
                painter.fillRect(tile.right() + 1, tile.top(), GAP, tile.height(), line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    # -- inside

    def _clicked(self, tile: Tile) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._want(next(number for number in range(len(self._names)) if self.tile_of(number) is tile))

    def _keyed(self, camera: int) -> None:
        """A sheet over the room keeps the keyboard to itself."""
        above = QApplication.focusWidget()
        while above is not None and not isinstance(above, Sheet):
            above = above.parentWidget()
        if above is None:
            self._want(camera)

    def _want(self, camera: int) -> None:
        if camera != self._lead:
            self.lead_wanted.emit(camera)

    def _switch(self) -> None:
        self.arrange("large" if self._how == "beside" else "beside")

    def _lay(self) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        band = self._tiles[0].caption.height()
        rects = places(self.width(), self.height(), len(self._names), self._lead, self._how, self._shapes, band)
        for camera, rect in enumerate(rects):
            if mirrored:
                rect.moveLeft(self.width() - rect.right() - 1)
            self.tile_of(camera).setGeometry(rect)
        tile = self._tiles[0]
        own = tile.geometry()
        caption = tile.caption
        side = self.switch.width()
        caption.spare = 2 * side + 12
        top = own.bottom() + 1 - caption.height() + (caption.height() - side) // 2
        for place, button in enumerate((self.lay, self.switch)):
            along = 6 + place * side
            x = own.left() + along if mirrored else own.right() + 1 - along - side
            button.move(x, top)
            button.raise_()
        self.update()

    def _dress(self) -> None:
        for camera, name in enumerate(self._names):
            leads = camera == self._lead
            self.tile_of(camera).name(name, tr("Alt {digit}", digit=camera + 1), leads)
        beside, ink = self._how == "beside", ink_on_well(self._theme)
        self.switch.set_icon("picture-in-picture" if beside else "columns", ink)
        self.switch.set_name(tr("The leading camera large") if beside else tr("All cameras beside one another"))
        self.lay.set_icon("waves", ink)
        self._lay()
