"""The band under the picture: the question, the words when their time has come, and a sign that the film waits."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from vfi.core.presenting import Visible
from vfi.core.showing import Lines
from vfi.qt.captions import SideBySide
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.concept_art import ConceptArt
from vfi.ui.present.look import Look, colour

LETTERS, LEAST = 28, 18
"""Sizes of the design: words are made smaller before they are cut off."""


def texts_of(lines: Lines) -> tuple[str, ...]:
    """What is written in each language."""
    return tuple(line.text for line in lines if line.text)


class WordsBand(QWidget):
    """Words on the stage, never over the picture. It keeps its place whether there are any or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(1.0)
        self._visible = Visible()
        self._waits = False
        self._says = ""
        self._art = ConceptArt()

    def use_art(self, art: ConceptArt) -> None:
        """Whose pictures of concepts are drawn."""
        self._art = art
        self.update()

    def show_words(self, visible: Visible, *, waits: bool, says: str = "") -> None:
        """These from now on; `waits`: the film stands until somebody presses; `says`: a sentence of ours instead."""
        self._visible, self._waits, self._says = visible, waits, says
        read = [says] if says else [text for lines in _parts(visible) for text in texts_of(lines)]
        self.setAccessibleName("\n".join(read))
        self.update()

    def use_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("stage"))
        room = QRectF(self.rect()).adjusted(self._look.px(40), self._look.px(4), -self._look.px(40), -self._look.px(4))
        blocks = [(self._says,)] if self._says else [texts_of(lines) for lines in _parts(self._visible)]
        blocks = [texts for texts in blocks if texts]
        concept = "" if self._says or not self._art.has(self._visible.concept) else self._visible.concept
        side = min(room.height(), self._look.px(88)) if concept else 0.0
        space = side + self._look.px(24) if concept else 0.0
        begins = room.center().x() + side / 2
        if blocks:
            begins = self._draw_words(painter, room.adjusted(space, 0, -space, 0), blocks) - self._look.px(24)
        elif self._waits and not concept:
            self._draw_waiting(painter, room)
        if concept:
            draw_concept(painter, QRectF(begins - side, room.center().y() - side / 2, side, side), concept, self._art)

    def _draw_words(self, painter: QPainter, room: QRectF, blocks: list[tuple[str, ...]]) -> float:
        """Returns where the writing begins."""
        laid = lay_out(blocks, room.width(), room.height(), self._look)
        gap = self._look.px(6)
        top = room.center().y() - (sum(each.height for each in laid) + gap * (len(laid) - 1)) / 2
        for place, each in enumerate(laid):
            each.draw(painter, QPointF(room.left(), top), colour("captionText" if place == 0 else "accentOnStage"))
            top += each.height + gap
        return room.left() + min(each.begins for each in laid)

    def _draw_waiting(self, painter: QPainter, room: QRectF) -> None:
        side = self._look.px(44)
        disc = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("button"))
        painter.drawEllipse(disc)
        inset = side * 0.27
        draw_glyph(painter, disc.adjusted(inset, inset, -inset, -inset), "pause-fill", colour("accentOnStage"))


def lay_out(blocks: list[tuple[str, ...]], width: float, height: float, look: Look) -> list[SideBySide]:
    """The texts in the largest letters in which they fit."""
    size = LETTERS
    while True:
        laid = [SideBySide(texts, width, look.px(size)) for texts in blocks]
        if size <= LEAST or sum(each.height for each in laid) <= height:
            return laid
        size -= 2


def draw_concept(painter: QPainter, plate: QRectF, concept: str, art: ConceptArt) -> None:
    """The drawing on a piece of paper: its lines are dark."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("page"))
    painter.drawRoundedRect(plate, plate.height() * 0.1, plate.height() * 0.1)
    inset = plate.height() * 0.08
    art.draw(painter, plate.adjusted(inset, inset, -inset, -inset), concept)


def _parts(visible: Visible) -> tuple[Lines, ...]:
    return tuple(lines for lines in (visible.question, visible.words, visible.baby_says) if lines)
