"""The concepts that can be chosen: ours and a service's own, with their words and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from vfi.core.parent_texts import Concept, Picture
from vfi.ui.feedback.item_words import CAREFUL, CONCEPTS, concept_word
from vfi.ui.kit.concept_art import ConceptArt

_ICON = 40


class ConceptCards:
    """Without anything given: ours, in the language of the program."""

    def __init__(self, own: Sequence[Concept] = (), pictures: Mapping[str, Picture] | None = None) -> None:
        """`own`: concepts that the service's tables have or say otherwise than ours; `pictures`: its own ones."""
        self._own = {concept.id: concept for concept in own}
        self.art = ConceptArt(pictures)

    def ids(self) -> tuple[str, ...]:
        """In the order in which they are offered: ours, then the service's own."""
        ours = tuple(id for id, _ in CONCEPTS)
        return (*ours, *(id for id in self._own if id not in ours))

    def word(self, id: str) -> str:
        """The professional word."""
        return self._own[id].word if id in self._own else concept_word(id)

    def careful(self, id: str) -> bool:
        """Can it touch a wound? Then it is chosen by a person alone."""
        return self._own[id].careful if id in self._own else id in CAREFUL

    def icon(self, id: str, ratio: float) -> QIcon:
        """Its picture for a menu, on white: drawings are made for paper."""
        side = round(_ICON * ratio)
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.art.draw(painter, QRectF(0, 0, side, side), id)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return QIcon(picture)
