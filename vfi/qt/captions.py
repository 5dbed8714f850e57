"""Words under the picture, drawn by Qt: any script, right to left too, and an error where a font has no glyph."""

from __future__ import annotations

import unicodedata
from importlib import resources

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter, QPen, QTextLayout, QTextOption

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
        size = caption_pixels(width, picture_height)
        margin = size * 0.7
        texts = caption.splitlines() if len(caption.splitlines()) == 2 else [" ".join(caption.split())]
        words = SideBySide(tuple(texts), width - 2 * margin, size)
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
        words.draw(painter, QPointF(margin, top), _WORDS)
        painter.end()
        return Band(image.width(), height, bytes(image.constBits()))


def caption_pixels(width: int, picture_height: int) -> int:
    """The size of the letters: 28 px on a screen 768 high; a tall phone film is read by its width."""
    return max(11, round(min(picture_height, width * 0.75) * 28 / 768))


_GUTTER = 1.6
"""Between two languages, in letters' sizes; a thin line stands in the middle of it."""

_RIGHT_TO_LEFT_LARGER = 1.1
"""Arabic and Hebrew letters are smaller than Latin ones of the same nominal size."""


class SideBySide:
    """One text in one language in the middle, or in two beside one another, each in its own direction.

    For the screen and for what is burned in: what is seen is what is written. `gutter`: pixels between the two, for
    a sign that stands there in place of the line. `at_edge`: a single text begins at its own reading edge.
    """

    def __init__(
        self,
        texts: tuple[str, ...],
        width: float,
        pixels: int,
        *,
        gutter: float | None = None,
        at_edge: bool = False,
    ) -> None:
        self._width = width
        self._line = gutter is None and len(texts) > 1
        self._gutter = (pixels * _GUTTER if gutter is None else gutter) if len(texts) > 1 else 0.0
        column = (width - self._gutter) / 2 if len(texts) > 1 else width
        if len(texts) > 1:
            sides: tuple[Qt.AlignmentFlag, ...] = (_RIGHT, _LEFT)
        elif at_edge and texts:
            sides = (_RIGHT if text_is_right_to_left(texts[0]) else _LEFT,)
        else:
            sides = (_CENTRE,)
        self._column = column
        self._words = [
            _Words(text, _font(letters(text, pixels)), column, side) for text, side in zip(texts, sides, strict=False)
        ]
        self.height = max((words.height for words in self._words), default=0.0)
        self.missing = [character for words in self._words for character in words.missing]
        """Characters that no font has."""

    @property
    def widest(self) -> float:
        """How wide the widest of the texts really is."""
        return max((words.width for words in self._words), default=0.0)

    @property
    def begins(self) -> float:
        """How far from the left edge the writing begins, where it stands in the middle."""
        if not self._words:
            return self._width / 2
        first = self._words[0]
        return self._column - first.width if len(self._words) > 1 else (self._width - first.width) / 2

    def draw(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """With its top left corner here; each text in the middle of the height."""
        for place, words in enumerate(self._words):
            left = at.x() + place * (self._column + self._gutter)
            painter.setPen(colour)
            words.draw(painter, QPointF(left, at.y() + (self.height - words.height) / 2), self._column)
        if self._line:
            line = QColor(colour)
            line.setAlphaF(0.28)
            middle = at.x() + self._width / 2
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(middle, at.y()), QPointF(middle, at.y() + self.height))


def letters(text: str, pixels: int) -> int:
    """How large the letters of this text are where Latin ones are so large."""
    return round(pixels * _RIGHT_TO_LEFT_LARGER) if text_is_right_to_left(text) else pixels


_CENTRE, _LEFT, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class _Words:
    """One paragraph, laid out to a width; knows which characters no font could draw."""

    def __init__(self, text: str, font: QFont, width: float, side: Qt.AlignmentFlag = _CENTRE) -> None:
        self.height = 0.0
        self.width = 0.0
        self.missing: list[str] = []
        if not text:
            return
        # "left" and "right" as they are seen, whatever the direction of the words
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if text_is_right_to_left(text) else Qt.LayoutDirection.LeftToRight
        )
        metrics = QFontMetricsF(font)
        self._layout = QTextLayout(text, font)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            # a script's own font may reach higher than ours: every line stands on the base line of ours
            line.setPosition(QPointF(0, self.height + metrics.ascent() - line.ascent()))
            self.height += metrics.height()
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
