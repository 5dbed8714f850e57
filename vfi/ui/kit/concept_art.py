"""The pictures of concepts: a service's own where it has one that can be drawn, else ours."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from vfi.core.parent_texts import Picture
from vfi.ui.kit.drawings import draw, renderer
from vfi.ui.tokens import assets


class ConceptArt:
    """Draws concepts. What cannot be drawn is left out: nobody is told so in front of a parent."""

    def __init__(self, own: Mapping[str, Picture] | None = None) -> None:
        """`own`: the service's pictures, by concept."""
        self._images: dict[str, QImage] = {}
        self._drawings: dict[str, QSvgRenderer] = {}
        for id, picture in (own or {}).items():
            if picture.kind == "svg":
                drawing = QSvgRenderer(QByteArray(picture.data))
                if drawing.isValid() and not drawing.viewBoxF().isEmpty():
                    self._drawings[id] = drawing
            else:
                image = QImage.fromData(picture.data)
                if not image.isNull():
                    self._images[id] = image

    def has(self, concept: str) -> bool:
        """Is there a picture of it?"""
        return bool(concept) and (concept in self._images or concept in self._drawings or _ours(concept))

    def draw(self, painter: QPainter, room: QRectF, concept: str) -> None:
        """Draw it into the room, whole."""
        image, drawing = self._images.get(concept), self._drawings.get(concept)
        if image is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(_inside(room, image.width(), image.height()), image)
            painter.restore()
        elif drawing is not None:
            box = drawing.viewBoxF()
            drawing.render(painter, _inside(room, box.width(), box.height()))
        elif _ours(concept):
            draw(painter, room, f"concept-{concept}")


def _ours(concept: str) -> bool:
    name = f"concept-{concept}"
    return (assets() / "drawings" / f"{name}.svg").is_file() and renderer(name).isValid()


def _inside(room: QRectF, width: float, height: float) -> QRectF:
    """The largest place of this shape in the middle of the room."""
    scale = min(room.width() / width, room.height() / height)
    width, height = width * scale, height * scale
    return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)
