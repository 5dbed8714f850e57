"""One camera on the wall: its picture, and below it what it is called and by which key it leads."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from vfi.ui.film_view import FilmView
from vfi.ui.kit.marks import keycap_width, paint_keycap
from vfi.ui.theme import Theme
from vfi.words import tr

_BAND = 28
_SIDE = 10


def ink_on_well(theme: Theme) -> str:
    """The name of the colour for words on the well, which is dark in both themes."""
    return "text" if theme.dark else "panel"


class Caption(QWidget):
    """Name, key and state of a camera, on the well."""

    renamed = Signal()
    """It was clicked twice."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = self._key = self._state = ""
        self._leads = False
        self.spare = 0
        """Pixels at the end that belong to something else."""
        theme.changed.connect(self.update)

    def set(self, name: str, key: str, leads: bool) -> None:
        self._name, self._key, self._leads = name, key, leads
        self.update()

    def set_state(self, state: str) -> None:
        """What must be known of it now: that it leads, or that it was not filming."""
        if state != self._state:
            self._state = state
            self.update()

    @property
    def words(self) -> str:
        return f"{self._name}, {self._state}" if self._state else self._name

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.renamed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("well"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour(ink_on_well(theme))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        end = self.width() - self.spare

        def place(x: float, width: float) -> QRectF:
            return QRectF(self.width() - x - width if mirrored else x, 0, width, self.height())

        x = float(_SIDE)
        if self._leads:
            dot = place(x, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(dot.center(), 4, 4)
            x += 14
        font = theme.font("small", "medium" if self._leads else "regular")
        metrics = QFontMetrics(font)
        cap = keycap_width(theme, self._key)
        room = max(0.0, end - x - cap - 3 * _SIDE)
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, int(room))
        painter.setFont(font)
        painter.setPen(ink)
        wide = metrics.horizontalAdvance(words) + 1
        painter.drawText(place(x, wide), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), words)
        x += wide + _SIDE
        if x + cap + _SIDE <= end:
            height = theme.size("keycap")
            box = place(x, cap)
            paint_keycap(
                painter, QRectF(box.left(), (self.height() - height) / 2, cap, height), self._key, theme, "plain"
            )


class Tile(QWidget):
    """A camera's picture with its caption; a click anywhere in it makes the camera lead."""

    clicked = Signal()

    def __init__(self, theme: Theme, view: FilmView, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = view
        self.caption = Caption(theme, self)
        view.setParent(self)
        view.setMinimumSize(64, 36)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._dress()
        theme.changed.connect(self._dress)

    def name(self, words: str, key: str, leads: bool) -> None:
        """What is below the picture."""
        self.caption.set(words, key, leads)
        self.caption.set_state(tr("leads") if leads else "")
        self.view.setAccessibleName(tr("Film of {camera}", camera=words))

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 36 + self._band)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()

    @property
    def _band(self) -> int:
        return self._theme.px(_BAND)

    def _lay(self) -> None:
        band = self._band
        self.view.setGeometry(0, 0, self.width(), max(0, self.height() - band))
        self.caption.setGeometry(0, self.height() - band, self.width(), band)

    def _dress(self) -> None:
        self.view.set_colours(self._theme.colour("well"), self._theme.colour(ink_on_well(self._theme)))
        self._lay()
