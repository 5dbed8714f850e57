"""Phosphor icons drawn as glyphs in the colours of the theme.

The font is the one that the package qtawesome ships (MIT); only that one file is read, because importing the
package loads a dozen icon fonts and costs a third of a second at every start (measured: 0.30 s import, 0.07 s for
the first icon).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_VERSION = "1.3.0"


class Colours(Protocol):
    """Where an icon finds its colour when it is drawn."""

    def colour(self, name: str, alpha: float = 1.0) -> QColor: ...


@cache
def load_glyphs() -> tuple[str, dict[str, str]]:
    """Make the icon font known to Qt; returns its family and the character of every icon."""
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.origin is not None
    fonts = Path(spec.origin).parent / "fonts"
    number = QFontDatabase.addApplicationFont(str(fonts / f"phosphor-{_VERSION}.ttf"))
    table = json.loads((fonts / f"phosphor-charmap-{_VERSION}.json").read_text(encoding="utf-8"))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    return family, {name: chr(int(code, 16)) for name, code in table.items()}


def draw_glyph(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon into this rectangle; its size is the rectangle's smaller side.

    Raises:
        KeyError: there is no icon of this name.
    """
    family, glyphs = load_glyphs()
    font = QFont(family)
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging | QFont.StyleStrategy.PreferAntialias)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    # a glyph's own height is its em, so centring by the em box keeps neighbours on one line
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, glyphs[name])
    painter.restore()


def has_glyph(name: str) -> bool:
    """Does the font have an icon of this name?"""
    return name in load_glyphs()[1]


class _GlyphEngine(QIconEngine):
    """Draws one glyph for every size and state, in the theme's colours of the moment."""

    def __init__(self, colours: Colours, name: str, colour: str, active: str) -> None:
        super().__init__()
        self._colours = colours
        self._name = name
        self._colour = colour
        self._active = active

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        if mode == QIcon.Mode.Disabled:
            name = "disabled"
        elif state == QIcon.State.On:
            name = "accent"
        elif mode == QIcon.Mode.Active:
            name = self._active
        else:
            name = self._colour
        draw_glyph(painter, QRectF(rect), self._name, self._colours.colour(name))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._colours, self._name, self._colour, self._active)


def glyph_icon(colours: Colours, name: str, colour: str, active: str) -> QIcon:
    """An icon that follows the theme.

    Raises:
        KeyError: there is no icon of this name.
    """
    load_glyphs()[1][name]
    return QIcon(_GlyphEngine(colours, name, colour, active))


def glyph_pixmap(name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
    """A picture of the icon for labels and drags, sharp at this device pixel ratio."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_glyph(painter, QRectF(QPointF(0, 0), QPointF(size, size)), name, colour)
    painter.end()
    return pixmap
