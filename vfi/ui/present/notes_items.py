"""Pictures on the clinician's second screen: what the parent sees, small, and the items that come."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vfi.core.deck import PageKind
from vfi.core.showing import ShownClip, ShownItem
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.concept_art import ConceptArt
from vfi.ui.present.notes_look import dark, label
from vfi.ui.present.words import draw_concept
from vfi.words import tr

_PAGES = {
    PageKind.OPENING: "hand-palm",
    PageKind.WHO_CAN_SEE: "shield-check",
    PageKind.QUESTION: "chat-circle",
    PageKind.CONCEPT: "image",
    PageKind.YOUR_WORDS: "quotes",
}


class SmallPicture(QWidget):
    """What is on the parent's screen, small."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setAccessibleName(tr("What the parent sees"))
        self.setMinimumSize(320, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(736, 414)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None or self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = _fit(self._image, QRectF(self.rect()))
        place.moveTop(0)
        corners = QPainterPath()
        corners.addRoundedRect(place, 10, 10)
        painter.setClipPath(corners)
        painter.drawImage(place, self._image)


class ItemCell(QFrame):
    """One item of what comes."""

    def __init__(self, art: ConceptArt) -> None:
        super().__init__()
        self._art = art
        self.setObjectName("cell")
        self._still: QImage | None = None
        self._item: ShownItem | None = None
        self.setFixedHeight(86)
        self.setMinimumWidth(180)
        self._title = label("", "plain", 13, QFont.Weight.DemiBold)
        self._title.setWordWrap(True)
        self._note = label("", "dim", 12)
        text = QVBoxLayout()
        text.addStretch(1)
        text.addWidget(self._title)
        text.addWidget(self._note)
        text.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(130, 6, 8, 6)
        row.addLayout(text)

    def show_item(self, item: ShownItem, still: QImage | None, title: str, note: str, *, here: bool) -> None:
        self._item = item
        if still is not None:
            # made small in one careful step: painting a large picture small leaves jagged lines
            ratio = self.devicePixelRatioF()
            size = QSize(round(112 * ratio), round(64 * ratio))
            smooth = Qt.TransformationMode.SmoothTransformation
            still = still.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._still = still
        self._title.setText(title)
        self._note.setText(note)
        self.setProperty("here", here)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(6, 11, 112, 64)
        item = self._item
        if isinstance(item, ShownClip):
            if self._still is not None:
                painter.drawImage(_fit(self._still, room), self._still)
        elif item is not None and item.kind is PageKind.CONCEPT and self._art.has(item.concept):
            draw_concept(painter, QRectF(room.center().x() - 32, room.top(), 64, 64), item.concept, self._art)
        elif item is not None:
            side = 26.0
            centre = room.center()
            place = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            draw_glyph(painter, place, _PAGES[item.kind], QColor(dark("text2")))


def _fit(image: QImage, room: QRectF) -> QRectF:
    scale = min(room.width() / max(1, image.width()), room.height() / max(1, image.height()))
    width, height = image.width() * scale, image.height() * scale
    return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)
