"""The film in the editor as the parent will see it: the chosen part of the picture, and the words in their band."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QWheelEvent

from vfi.core.deck import Crop
from vfi.media.fitting import fitted
from vfi.qt.captions import SideBySide, caption_pixels
from vfi.ui.film_view import FilmView
from vfi.ui.theme import Theme
from vfi.words import tr

STAGE = QColor("#161412")
_WORDS = QColor("#FFFDF8")
_HIDDEN = QColor("#8A8177")
_SHADE = QColor(22, 20, 18, 150)
_FRAME = QColor("#8FDAD2")
# the parent's screen has one theme by day and by night (design tokens, `parent`)

_LEAST = 0.1
_LEAST_BAND, _MOST_BAND = 0.17, 0.3
"""Of the height."""
_STEP = 0.02
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ClipView(FilmView):
    """A film view that shows a part of the picture and keeps the room for the words under it.

    While a part is being chosen (`choosing`) the whole picture is shown, and a box of the picture's own shape is drawn
    on it with the mouse, or moved by the arrows and sized by plus and minus.
    """

    cropped = Signal(object)
    """`Crop`, or None for the whole picture: what was chosen."""
    choosing_ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(well=STAGE)
        self._theme = theme
        self._crop: Crop | None = None
        self._texts: tuple[str, ...] = ()
        self._hidden = ""
        self._box: Crop | None = None
        self._choosing = False
        self._pressed: QPointF | None = None
        self.setMinimumSize(320, 200)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # ---- what is shown

    def set_crop(self, crop: Crop | None) -> None:
        """The part of the picture that is shown; None: all of it."""
        if crop != self._crop:
            self._crop = crop
            self._tell_box()
            self.update()

    def set_words(self, texts: Sequence[str], hidden: str = "") -> None:
        """The words in the band, one text for each language; else, softly, why there are none (`hidden`)."""
        if (tuple(texts), hidden) != (self._texts, self._hidden):
            self._texts, self._hidden = tuple(texts), hidden
            self.setAccessibleDescription(" ".join(texts) or hidden)
            self.update()

    @property
    def box(self) -> tuple[int, int]:
        """See `FilmView.box`: a part of the picture is delivered large enough to fill the room."""
        width, height = self._room_size()
        crop = self._shown_crop
        if crop is None:
            return width, height
        native = self._native or (width, height)
        factor = min(1 / max(crop.width, crop.height), max(1.0, native[0] / width, native[1] / height), 4.0)
        return round(width * factor), round(height * factor)

    @property
    def _shown_crop(self) -> Crop | None:
        return None if self._choosing else self._crop

    # ---- choosing a part

    @property
    def choosing(self) -> bool:
        return self._choosing

    def choose_crop(self) -> None:
        """Show the whole picture and let a box be drawn on it."""
        self._choosing = True
        self._box = self._crop
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._tell_box()
        self.update()

    def end_choosing(self, *, keep: bool) -> None:
        """Take the box as it is, or leave everything as it was."""
        if not self._choosing:
            return
        self._choosing = False
        self._pressed = None
        self.unsetCursor()
        self._tell_box()
        self.update()
        if keep:
            self.cropped.emit(self._box)
        self.choosing_ended.emit()

    def clear_box(self) -> None:
        """The whole picture."""
        self._box = None
        self.update()

    def box_key(self, event: QKeyEvent) -> bool:
        """A key while a part is being chosen; False when it means nothing here."""
        box = self._box or Crop(x=0.0, y=0.0, width=1.0, height=1.0)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.end_choosing(keep=True)
        elif key == Qt.Key.Key_Escape:
            self.end_choosing(keep=False)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0):
            self.clear_box()
        elif key in _ARROWS:
            across, down = _ARROWS[key]
            self._take_box(box.x + across * _STEP, box.y + down * _STEP, box.width)
        elif event.text() in ("+", "=", "-", "_"):
            width = box.width + (-2 * _STEP if event.text() in ("+", "=") else 2 * _STEP)
            width = min(1.0, max(_LEAST, width))
            self._take_box(box.x + (box.width - width) / 2, box.y + (box.height - width) / 2, width)
        else:
            return False
        return True

    def _take_box(self, x: float, y: float, side: float) -> None:
        """A box of the picture's shape: its width and height are the same share of the picture's."""
        side = min(1.0, max(_LEAST, side))
        x, y = min(max(0.0, x), 1 - side), min(max(0.0, y), 1 - side)
        whole = side > 0.995
        self._box = None if whole else Crop(x=round(x, 4), y=round(y, 4), width=round(side, 4), height=round(side, 4))
        self.update()

    # ---- the mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # what the parent sees is not looked at nearer: it is cropped

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._choosing and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            event.accept()
            return
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self._choosing:
            event.ignore()
            return
        place = self._place()
        if place.isEmpty():
            return
        start, now = self._pressed, event.position()
        # of the picture's own shape, as large as the longer way the hand went
        side = max(abs(now.x() - start.x()) / place.width(), abs(now.y() - start.y()) / place.height())
        if side < 0.02:
            return
        x, y = (start.x() - place.left()) / place.width(), (start.y() - place.top()) / place.height()
        side = max(side, _LEAST)
        self._take_box(x if now.x() >= start.x() else x - side, y if now.y() >= start.y() else y - side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self._choosing:
            moved = (event.position() - self._pressed).manhattanLength() > 6
            self._pressed = None
            if moved:
                self.end_choosing(keep=True)
            return
        event.ignore()

    # ---- painting

    def _band(self) -> int:
        """The room for words: what the picture leaves free, never too little; it is kept whether there are any or not,
        so that nothing jumps when they come."""
        free = self.height() - self.width() / self._shape()
        return round(min(max(free, self.height() * _LEAST_BAND), self.height() * _MOST_BAND))

    def _shape(self) -> float:
        """Width over height of what is shown; a box has the picture's own shape."""
        width, height = self._native or (16, 9)
        return width / max(1, height)

    def _place(self) -> QRectF:
        """Where the picture lies now."""
        if self._picture is None:
            return QRectF()
        image, room = self._picture[1], QRectF(self._room())
        crop = self._shown_crop
        wide, high = (image.width() * crop.width, image.height() * crop.height) if crop else image.size().toTuple()
        width, height = fitted(round(wide), round(high), max(1, round(room.width())), max(1, round(room.height())))
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        crop = self._shown_crop
        if crop is None:
            super()._paint_picture(painter, image)
            return
        source = QRectF(
            crop.x * image.width(),
            crop.y * image.height(),
            crop.width * image.width(),
            crop.height * image.height(),
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._place(), image, source)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._choosing:
            self._paint_box(painter)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        room, place = self._room(), self._place()
        band = QRectF(0, room.bottom() + 1, self.width(), self._band())
        if self._choosing:
            text = tr("Draw a box round what the parent should see. Enter keeps it, Esc leaves it, 0 shows everything.")
            painter.setFont(self._theme.font("small"))
            painter.setPen(_WORDS)
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(band.adjusted(24, 0, -24, 0), flags, text)
            return
        if not self._texts:
            painter.setFont(self._theme.font("small"))
            painter.setPen(_HIDDEN)
            painter.drawText(band, Qt.AlignmentFlag.AlignCenter, self._hidden)
            return
        width = (place.width() or room.width()) or 1.0
        pixels = caption_pixels(round(width), round(place.height() or room.height()))
        words = SideBySide(self._texts, max(40.0, self.width() - 2 * pixels * 0.7), pixels)
        top = band.top() + max(0.0, (band.height() - words.height) / 2)
        words.draw(painter, QPointF(pixels * 0.7, top), _WORDS)

    def _paint_box(self, painter: QPainter) -> None:
        place, box = self._place(), self._box
        if place.isEmpty() or box is None:
            return
        frame = QRectF(
            place.left() + box.x * place.width(),
            place.top() + box.y * place.height(),
            box.width * place.width(),
            box.height * place.height(),
        )
        outside = QPainterPath()
        outside.addRect(place)
        inside = QPainterPath()
        inside.addRect(frame)
        painter.fillPath(outside.subtracted(inside), _SHADE)
        painter.setPen(QPen(_FRAME, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
