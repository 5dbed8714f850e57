"""A row to choose by one click or Enter: what it is in bold, what it means below, and a key or word at its end."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from vfi.ui.icons import draw_glyph
from vfi.ui.kit.marks import keycap_width, paint_avatar, paint_keycap
from vfi.ui.theme import Theme

_START = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ChoiceRow(QAbstractButton):
    """`icon` or the initials of `avatar` stand before; `action` is what pressing it does, in a word.

    `first` is the way that is proposed: it is marked, and Enter stands at its end.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str,
        *,
        icon: str = "",
        avatar: str = "",
        action: str = "",
        first: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self._icon = icon
        self._avatar = avatar
        self._action = action
        self._first = first
        self.setText(title)
        self.setAccessibleName(f"{title}, {action}" if action else title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ownFocus", True)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(240, self._theme.px(52))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = float(theme.px(26 if self._avatar else 18))
        middle = self.height() / 2
        x = self.width() - 14 - side if mirrored else 14.0
        box = QRectF(x, middle - side / 2, side, side)
        ink = theme.colour("text" if self.isEnabled() else "disabled")
        soft = theme.colour("text2" if self.isEnabled() else "disabled")
        if self._avatar:
            paint_avatar(painter, box, self._avatar, theme, own=self.isEnabled())
        elif self._icon:
            draw_glyph(painter, box, self._icon, soft)
        end = self._paint_end(painter, mirrored)
        left, right = 14 + side + 12, end + 12
        words = QRectF(self.rect()).adjusted(right if mirrored else left, 0, -left if mirrored else -right, 0)
        for text, font, colour, top in (
            (self.text(), theme.font("body", "semibold"), ink, middle - theme.px(20)),
            (self._text, theme.font("small"), soft, middle),
        ):
            painter.setFont(font)
            painter.setPen(colour)
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(QRectF(words.left(), top, words.width(), theme.px(19)), _START, shown)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(theme.colour("accentTint"))
        elif self.isEnabled() and (self.isDown() or self.underMouse()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("pressed" if self.isDown() else "hover"))
        else:
            return
        painter.drawRoundedRect(rect, 8, 8)

    def _paint_end(self, painter: QPainter, mirrored: bool) -> float:
        """The key, or what pressing does; returns how much room it takes."""
        theme = self._theme
        if self._first or (self.hasFocus() and not self._action):
            width, height = keycap_width(theme, "Enter"), theme.size("keycap")
            left = 14.0 if mirrored else self.width() - 14 - width
            paint_keycap(painter, QRectF(left, (self.height() - height) / 2, width, height), "Enter", theme)
            return width + 14
        if not self._action or not self.isEnabled():
            return 14.0
        font = theme.font("small", "semibold")
        width = QFontMetricsF(font).horizontalAdvance(self._action) + 2
        painter.setFont(font)
        painter.setPen(theme.colour("accent"))
        left = 14.0 if mirrored else self.width() - 14 - width
        painter.drawText(QRectF(left, 0, width, self.height()), Qt.AlignmentFlag.AlignCenter, self._action)
        return width + 14
