"""Small signs: key caps, initials, chips, the dot that tells where the work is."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from vfi.ui.kit.texts import restyle
from vfi.ui.theme import Theme
from vfi.words import tr

CapState = Literal["rest", "pressed", "open", "clash", "plain"]
Level = Literal["", "accent", "success", "warning", "danger"]


def keycap_width(theme: Theme, key: str) -> float:
    """How wide a cap must be for this legend (px)."""
    metrics = QFontMetricsF(theme.font("caption", "medium"))
    return max(float(theme.size("keycap")), metrics.horizontalAdvance(key) + 11)


def paint_keycap(painter: QPainter, rect: QRectF, key: str, theme: Theme, state: CapState = "rest") -> None:
    """A key: at rest, pressed (sunk by a pixel), open (its state runs), or in a clash; `plain` in the text's colour."""
    fill, edge, ink = {
        "rest": ("raised", "lineStrong", "text2"),
        "pressed": ("sunken", "lineStrong", "text2"),
        "open": ("accent", "accentPressed", "onAccent"),
        "clash": ("dangerTint", "danger", "danger"),
        "plain": ("", "", ""),
    }[state]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    pen_of_caller = painter.pen()
    if state == "plain":
        painter.setPen(QPen(pen_of_caller.color(), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4.5, 4.5)
    elif state == "pressed":
        box.translate(0, 1)
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(box.adjusted(0, 0, 0, -1), 4.5, 4.5)
    else:
        # the lower edge is two pixels: a key stands a little above the page
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(edge))
        painter.drawRoundedRect(rect, 5, 5)
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 4, 4)
    painter.setFont(theme.font("caption", "medium"))
    painter.setPen(pen_of_caller if state == "plain" else theme.colour(ink))
    shift = 1 if state == "pressed" else 0 if state == "plain" else -0.5
    # between two signs of a direction a bracket is not turned round where one reads from right to left
    painter.drawText(rect.translated(0, shift), Qt.AlignmentFlag.AlignCenter, f"\u200e{key}\u200e")
    painter.restore()


class KeyCap(QWidget):
    """A key as a widget; announced as "Key S"."""

    def __init__(self, theme: Theme, key: str, state: CapState = "rest", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self._state: CapState = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Key {key}", key=key))
        theme.changed.connect(self.updateGeometry)

    def set_state(self, state: CapState) -> None:
        self._state = state
        self.update()

    def set_key(self, key: str) -> None:
        self._key = key
        self.setAccessibleName(tr("Key {key}", key=key))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(keycap_width(self._theme, self._key)), self._theme.size("keycap"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = self._theme.size("keycap")
        paint_keycap(
            painter, QRectF(0, (self.height() - height) / 2, self.width(), height), self._key, self._theme, self._state
        )


def initials(name: str) -> str:
    """One or two letters that stand for a person.

    >>> initials("Anna K.")
    'AK'
    """
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return words[0][:2].upper() if words else "?"


def paint_avatar(painter: QPainter, rect: QRectF, name: str, theme: Theme, *, own: bool = True) -> None:
    """A disc with the person's initials; the one who is coding now in the accent's tint."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accentTint" if own else "sunken"))
    painter.drawEllipse(rect)
    font = theme.font("micro", "semibold")
    font.setPixelSize(max(8, round(rect.height() * (0.37 if rect.height() > 24 else 0.47))))
    painter.setFont(font)
    painter.setPen(theme.colour("accent" if own else "text2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Avatar(QWidget):
    """A person's initials."""

    def __init__(self, theme: Theme, name: str, size: int = 20, *, own: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._own = own
        self.setFixedSize(size, size)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def set_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._theme, own=self._own)


class Chip(QLabel):
    """A word in a pill: a kind, a role, a state."""

    def __init__(self, theme: Theme, text: str, level: Level = "") -> None:
        super().__init__(text)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "chip")
        self.setProperty("level", level)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._dress()
        theme.changed.connect(self._dress)

    def set(self, text: str, level: Level = "") -> None:
        self.setText(text)
        restyle(self, level=level)

    def _dress(self) -> None:
        self.setFont(self._theme.font("caption", "medium"))


class StatusDot(QWidget):
    """Where the work is: `success` on disk, `warning` on this laptop only, `danger` read only; always with words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level = "success"
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set(self, words: str, level: str) -> None:
        if (words, level) == (self._words, self._level):
            return
        self._words = words
        self._level = level
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.font("small"))
        return QSize(round(metrics.horizontalAdvance(self._words)) + 16, self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._level))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - 8 if mirrored else 0
        painter.drawEllipse(QRectF(x + 0.5, self.height() / 2 - 3.5, 7, 7))
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour("text2"))
        words = self.rect().adjusted(0, 0, -14, 0) if mirrored else self.rect().adjusted(14, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), self._words)
