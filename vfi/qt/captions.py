"""Words under the picture, drawn by Qt: any script, right to left too, and an error where a font has no glyph."""

from __future__ import annotations

import unicodedata
from importlib import resources

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter, QTextLayout, QTextOption

from vfi.core.errors import BadInput
from vfi.core.ports import Band

_PLATE = QColor("#161412")
_WORDS = QColor("#FFFDF8")
_TEAM_PLATE = QColor("#F8ECD0")
_TEAM_WORDS = QColor("#7E5200")
# the parent colours of the design tokens: one theme by day and by night

_FAMILIES = ["Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"]


def load_fonts() -> None:
    """Make the fonts that ship with the program known to Qt; once per program, needs a QGuiApplication."""
    for font in (resources.files("vfi") / "assets" / "fonts").iterdir():
        if font.name.endswith((".ttf", ".otf")):
            QFontDatabase.addApplicationFontFromData(font.read_bytes())


class QtCaptionPainter:
    """A `CaptionPainter`; needs a QGuiApplication and the fonts loaded."""

    def band(self, width: int, picture_height: int, caption: str, team_only: str) -> Band | None:
        """See `vfi.core.ports.CaptionPainter`."""
        if not caption and not team_only:
            return None
        # 28 px on a screen 768 high, as the parent's screen has it; a tall phone film is read by its width
        size = max(11, round(min(picture_height, width * 0.75) * 28 / 768))
        margin = size * 0.7
        words = _Words(caption, _font(size), width - 2 * margin)
        team = _Words(team_only, _font(round(size * 0.8), QFont.Weight.DemiBold), width - 4 * margin)
        missing = words.missing + team.missing
        if missing:
            raise BadInput("no-glyph", characters=" ".join(dict.fromkeys(missing)))
        plate = team.height + margin * 0.5 if team_only else 0.0
        gap = margin * 0.6 if caption and team_only else 0.0
        height = _even(margin * 2 + words.height + gap + plate)
        image = QImage(_even(width), height, QImage.Format.Format_ARGB32)
        image.fill(_PLATE)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = margin
        if team_only:
            frame = QRectF(margin, top, team.width + margin * 1.2, plate)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_TEAM_PLATE)
            painter.drawRoundedRect(frame, plate * 0.25, plate * 0.25)
            painter.setPen(_TEAM_WORDS)
            team.draw(painter, QPointF(margin * 1.6, top + margin * 0.25), team.width)
            top += plate + gap
        painter.setPen(_WORDS)
        words.draw(painter, QPointF(margin, top), width - 2 * margin)
        painter.end()
        return Band(image.width(), height, bytes(image.constBits()))


class _Words:
    """One paragraph, laid out to a width; knows which characters no font could draw."""

    def __init__(self, text: str, font: QFont, width: float) -> None:
        self._lines: list[tuple[QTextLayout, float]] = []
        self.height = 0.0
        self.width = 0.0
        self.missing: list[str] = []
        if not text:
            return
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if text_is_right_to_left(text) else Qt.LayoutDirection.LeftToRight
        )
        self._layout = QTextLayout(text, font)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.height))
            self.height += QFontMetricsF(font).height()
            self.width = max(self.width, line.naturalTextWidth())
        self._layout.endLayout()
        self.missing = _missing(text, font)
        self._laid_out_for = width

    def draw(self, painter: QPainter, at: QPointF, width: float) -> None:
        if self.height == 0:
            return
        # lines are centred in the width they were laid out for; a narrower place shifts them
        self._layout.draw(painter, at - QPointF((self._laid_out_for - width) / 2, 0))


def text_is_right_to_left(text: str) -> bool:
    """By its first letter that has a direction, as the Unicode rules say."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def _missing(text: str, font: QFont) -> list[str]:
    """Characters for which shaping, with every fallback font, found no glyph (glyph 0)."""
    missing = []
    for character in dict.fromkeys(text):
        if character.isspace() or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
            continue  # marks and format signs have no glyph of their own by themselves
        layout = QTextLayout(character, font)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(10_000)
        layout.endLayout()
        if any(glyph == 0 for run in layout.glyphRuns() for glyph in run.glyphIndexes()):
            missing.append(character)
    return missing


def _font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(_FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def _even(length: float) -> int:
    return 2 * -(-int(-(-length // 1)) // 2)
