"""What an exported film holds besides the film, drawn by Qt: the strip of words under it, and pages on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from vfi.core.errors import BadInput
from vfi.core.ports import Band, CardWords, StripWords
from vfi.qt.captions import QtCaptionPainter, SideBySide, caption_pixels

_PLATE = QColor("#161412")
_WORDS = QColor("#FFFDF8")
_BABY = QColor("#8FDAD2")
_FOOT = QColor("#C9C1B5")
_TEAM_PLATE = QColor("#F8ECD0")
_TEAM_WORDS = QColor("#7E5200")
_PAGE = QColor("#F7F2E9")
_PAGE_WORDS = QColor("#25221F")
_PAGE_FOOT = QColor("#565049")
_DRAWING_PLATE = QColor("#FFFFFF")
_ACCENT = QColor("#17696A")
# the parent colours of the design tokens: one theme by day and by night

_FOOT_SHARE = 0.65
"""Of the size of the words."""
_PAGE_SHARE = 1.25
"""Words of a page are so much larger than those under a picture: nothing else is there to be looked at."""
_LEAST = 0.5
"""Words of a page are made smaller, down to this share, before they would not fit."""


class QtCardPainter(QtCaptionPainter):
    """An `ExportPainter`; needs a QGuiApplication and the fonts loaded."""

    def strip(self, width: int, picture_height: int, words: StripWords, *, height: int = 0) -> Band | None:
        """See `vfi.core.ports.CardPainter`."""
        if not (words.words or words.baby or words.team_only or words.foot or height):
            return None
        size = caption_pixels(width, picture_height)
        margin, room = size * 0.7, width - 2 * size * 0.7
        team = SideBySide((words.team_only,) if words.team_only else (), room - 2 * margin, round(size * 0.8))
        said = [SideBySide(texts, room, size) for texts in (words.words, words.baby) if texts]
        foot = SideBySide((words.foot,) if words.foot else (), room, max(9, round(size * _FOOT_SHARE)))
        _all_drawn(team, *said, foot)
        gap = margin * 0.5
        plate = team.height + gap if words.team_only else 0.0
        blocks = [plate, *(each.height for each in said), foot.height]
        filled = [block for block in blocks if block]
        needed = _even(sum(filled) + gap * (len(filled) - 1) + 2 * margin) if filled else 0
        image = _empty(width, max(needed, height), _PLATE)
        with _painting(image) as painter:
            top = margin
            if words.team_only:
                _draw_plate(painter, QRectF(margin, top, width - 2 * margin, plate), _TEAM_PLATE, plate * 0.25)
                team.draw(painter, QPointF(margin * 2, top + gap / 2), _TEAM_WORDS)
                top += plate + gap
            # words stay in the middle of the room that is left, the foot at the bottom
            below = image.height() - margin - (foot.height + gap if words.foot else 0)
            free = below - top - sum(each.height for each in said) - gap * max(0, len(said) - 1)
            top += max(0.0, free / 2)
            for each, colour in zip(said, _strip_colours(words), strict=True):
                each.draw(painter, QPointF(margin, top), colour)
                top += each.height + gap
            if words.foot:
                foot.draw(painter, QPointF(margin, image.height() - margin - foot.height), _FOOT)
        return _band(image)

    def card(self, width: int, height: int, words: CardWords) -> Band:
        """See `vfi.core.ports.CardPainter`."""
        image = _empty(width, height, _PAGE)
        size = round(caption_pixels(width, height) * _PAGE_SHARE)
        margin = size * 1.6
        foot = SideBySide((words.foot,) if words.foot else (), width - 2 * margin, max(9, round(size * _FOOT_SHARE)))
        _all_drawn(foot)
        picture = _picture_of(words)
        with _painting(image) as painter:
            room = QRectF(margin, margin, width - 2 * margin, height - 2 * margin)
            if words.foot:
                foot.draw(painter, QPointF(margin, height - margin * 0.5 - foot.height), _PAGE_FOOT)
                room.setBottom(height - margin - foot.height)
            if picture is not None:
                beside = width >= height
                share = (0.45 if beside else 0.5) if words.paragraphs else 1.0
                across, down = (share, 1.0) if beside else (1.0, share)
                place = QRectF(room.left(), room.top(), room.width() * across, room.height() * down)
                _draw_picture(painter, place, picture)
                if beside:
                    room.setLeft(place.right() + margin * 0.7)
                else:
                    room.setTop(place.bottom() + margin * 0.5)
            self._write(painter, room, words.paragraphs, size, stacked=picture is not None)
        return _band(image)

    def _write(
        self,
        painter: QPainter,
        room: QRectF,
        paragraphs: Sequence[tuple[str, ...]],
        size: int,
        *,
        stacked: bool,
    ) -> None:
        """In the largest letters in which all of it fits; `stacked`: languages under one another, a line between."""
        groups = [list(each) for each in _by_language(paragraphs)] if stacked else []
        scale = 1.0
        while True:
            pixels = max(9, round(size * scale))
            gap = pixels * 0.6
            if stacked:
                laid = [[SideBySide((text,), room.width(), pixels, at_edge=True) for text in texts] for texts in groups]
            else:
                laid = [[SideBySide(texts, room.width(), pixels) for texts in paragraphs]]
            heights = [sum(each.height + gap for each in group) - gap for group in laid if group]
            total = sum(heights) + gap * 3 * max(0, len(heights) - 1)
            if total <= room.height() or scale <= _LEAST:
                break
            scale -= 0.05
        _all_drawn(*(each for group in laid for each in group))
        top = room.top() + max(0.0, (room.height() - total) / 2)
        for number, group in enumerate(laid):
            if number:
                painter.setPen(QPen(_ACCENT, max(2.0, pixels * 0.08)))
                painter.drawLine(QPointF(room.left(), top), QPointF(room.left() + pixels * 2, top))
                top += gap * 1.5
            for each in group:
                each.draw(painter, QPointF(room.left(), top), _PAGE_WORDS)
                top += each.height + gap
            top += gap * 0.5


def _strip_colours(words: StripWords) -> list[QColor]:
    return [colour for texts, colour in ((words.words, _WORDS), (words.baby, _BABY)) if texts]


def _by_language(paragraphs: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """All that is said in the first language, then all that is said in the second."""
    most = max((len(texts) for texts in paragraphs), default=0)
    return [[texts[place] for texts in paragraphs if place < len(texts)] for place in range(most)]


def _picture_of(words: CardWords) -> QImage | QSvgRenderer | None:
    if words.still is not None:
        still = words.still
        return QImage(still.bgra, still.width, still.height, QImage.Format.Format_RGB32).copy()
    if not words.drawing:
        return None
    image = QImage.fromData(words.drawing) if not words.drawing.lstrip().startswith(b"<") else QImage()
    if not image.isNull():
        return image
    drawn = QSvgRenderer(QByteArray(words.drawing))
    if not drawn.isValid():
        raise BadInput("card-drawing")
    return drawn


def _draw_picture(painter: QPainter, place: QRectF, picture: QImage | QSvgRenderer) -> None:
    size = QRectF(picture.rect()).size() if isinstance(picture, QImage) else picture.defaultSize().toSizeF()
    if isinstance(picture, QSvgRenderer):
        side = min(place.width(), place.height())
        plate = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
        _draw_plate(painter, plate, _DRAWING_PLATE, side * 0.06)
        place = plate.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1)
    size.scale(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    at = QRectF(QPointF(), size)
    at.moveCenter(place.center())
    if isinstance(picture, QImage):
        painter.drawImage(at, picture)
    else:
        picture.render(painter, at)


def _draw_plate(painter: QPainter, place: QRectF, colour: QColor, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(place, radius, radius)


def _all_drawn(*laid: SideBySide) -> None:
    missing = [character for each in laid for character in each.missing]
    if missing:
        raise BadInput("no-glyph", characters=" ".join(dict.fromkeys(missing)))


def _empty(width: int, height: int, colour: QColor) -> QImage:
    image = QImage(_even(width), _even(height), QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


@contextmanager
def _painting(image: QImage) -> Iterator[QPainter]:
    """A painter that has let go of the image whatever happens: Qt ends the program when the image goes before it."""
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        yield painter
    finally:
        painter.end()


def _band(image: QImage) -> Band:
    return Band(image.width(), image.height(), bytes(image.constBits()))


def _even(length: float) -> int:
    return 2 * -(-int(-(-length // 1)) // 2)
