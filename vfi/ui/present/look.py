"""Sizes and colours of the parent's screen: one theme by day and by night, grown with the height of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor, QFont

from vfi.ui.tokens import tokens

_DESIGNED_FOR = (1280, 768)
"""Every size below is for a screen this high; a narrow one counts by its width."""

_FAMILIES = ["Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"]


@cache
def colour(name: str) -> QColor:
    """A colour of the tokens' `parent` part. Not to be changed."""
    return QColor(tokens().parent[name])


def shade(name: str, alpha: float) -> QColor:
    """The same, so much of it."""
    made = QColor(colour(name))
    made.setAlphaF(alpha)
    return made


@dataclass(frozen=True, slots=True)
class Look:
    """Lengths for a screen of this size."""

    factor: float

    @classmethod
    def of(cls, width: int, height: int) -> Look:
        """For a window of this size."""
        return cls(max(0.4, min(width / _DESIGNED_FOR[0], height / _DESIGNED_FOR[1])))

    def px(self, length: float) -> int:
        """A length of the design on this screen."""
        return round(length * self.factor)

    def font(self, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Letters of this size of the design."""
        font = QFont(_FAMILIES)
        font.setPixelSize(max(8, self.px(pixels)))
        font.setWeight(weight)
        return font
