"""The Code room without a session: what to do first, and what was open last."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from vfi.ui.icons import draw_glyph
from vfi.ui.kit.arranging import centred
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.lines import Note
from vfi.ui.kit.marks import KeyCap, keycap_width, paint_keycap
from vfi.ui.kit.texts import Text
from vfi.ui.recent import Recent, RecentCard
from vfi.ui.style import draw_ring
from vfi.ui.theme import Theme
from vfi.words import tr

_SKELETON = (88, 120, 104, 132, 96)
"""Widths of the rows that stand for codes to come (pixels)."""


class EmptyPage(QWidget):
    """The same columns as with a session, so that nothing jumps when one is opened."""

    session_wanted = Signal(str)
    library_wanted = Signal()
    """To where the sessions are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._library = Button(theme, tr("Choose in the library"), icon="books", on_click=self.library_wanted.emit)
        self._recent = RecentCard(theme, lambda recent, newest: _RecentRow(theme, recent, first=newest), self._library)
        self._recent.chosen.connect(self.session_wanted.emit)
        self.note = Note(theme, "", "warning")
        self.note.setFixedWidth(theme.px(442))
        self.note.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        palette = _Skeleton(theme)
        palette.setFixedWidth(theme.px(220))
        events = QFrame()
        events.setProperty("surface", "panel")
        events.setProperty("line", "left")
        events.setFixedWidth(theme.px(312))
        head = QFrame()
        head.setProperty("line", "bottom")
        head.setFixedHeight(theme.px(36))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 8, 0)
        row.addWidget(Text(theme, tr("Events"), weight="semibold", tone="text2"))
        side = QVBoxLayout(events)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(head)
        side.addStretch(1)
        below = QFrame()
        below.setProperty("surface", "sunken")
        below.setProperty("line", "top-strong")
        below.setFixedHeight(theme.px(224))
        names = QFrame()
        names.setProperty("surface", "panel")
        names.setProperty("line", "right")
        names.setFixedWidth(theme.px(220))
        foot = QHBoxLayout(below)
        foot.setContentsMargins(0, 1, 0, 0)
        foot.addWidget(names)
        words = Text(theme, tr("Sound, stills and what you code appear here."), "small", tone="text3")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot.addWidget(words, 1)
        grid.addWidget(palette, 0, 0)
        grid.addWidget(self._middle(), 0, 1)
        grid.addWidget(events, 0, 2)
        grid.addWidget(below, 1, 0, 1, 3)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _middle(self) -> QWidget:
        theme = self._theme
        middle = QWidget()
        middle.setProperty("surface", "sunken")
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addStretch(1)
        column.addLayout(centred(0, self.note))
        column.addSpacing(16)
        column.addWidget(_Disc(theme), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        title = Text(theme, tr("Open a session to code"), "heading", "semibold")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        column.addSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(6)
        before, after = tr("Or drop a film here. With {key} you can mark moments before you choose a scheme.").split(
            "{key}"
        )
        line.addStretch(1)
        line.addWidget(Text(theme, before.strip(), tone="text2"))
        line.addWidget(KeyCap(theme, "M"))
        line.addWidget(Text(theme, after.strip(), tone="text2"))
        line.addStretch(1)
        column.addLayout(line)
        column.addSpacing(20)
        column.addWidget(self._recent, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        column.addWidget(self._library, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return middle

    def say(self, words: str) -> None:
        """Why what was open here is not any more; empty takes it away."""
        self.note.set(words, "warning")
        self.note.setVisible(bool(words))

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """The sessions that were open last, the newest first; Enter opens that one."""
        self._recent.show_recent(recent)

    def first_focus(self) -> QWidget | None:
        return self._recent.first_focus()


class _RecentRow(QAbstractButton):
    def __init__(self, theme: Theme, recent: Recent, *, first: bool) -> None:
        super().__init__()
        self._theme = theme
        self.recent = recent
        self._first = first
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{recent.case}, {recent.words}, {recent.state}")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(428), self._theme.px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "selection" if self._first or self.hasFocus() else "hover" if self.underMouse() else ""
        if fill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(fill))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus() and not self._first:
            draw_ring(painter, QRectF(self.rect()), theme, radius=6)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = QRectF(self.rect()).adjusted(12, 0, -12, 0)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("body", "semibold"))
        painter.drawText(area, align, self.recent.case)
        used = QFontMetricsF(painter.font()).horizontalAdvance(self.recent.case) + 12
        painter.setFont(theme.font())
        area = area.adjusted(0, 0, -used, 0) if mirrored else area.adjusted(used, 0, 0, 0)
        painter.drawText(area, align, self.recent.words)
        used = QFontMetricsF(painter.font()).horizontalAdvance(self.recent.words) + 12
        area = area.adjusted(0, 0, -used, 0) if mirrored else area.adjusted(used, 0, 0, 0)
        if self._first:
            key = tr("Enter")
            width, height = keycap_width(theme, key), theme.size("keycap")
            x = area.left() if mirrored else area.right() - width
            paint_keycap(painter, QRectF(x, area.center().y() - height / 2, width, height), key, theme)
            area = area.adjusted(width + 12, 0, 0, 0) if mirrored else area.adjusted(0, 0, -width - 12, 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        trail = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing)
        state = QFontMetricsF(painter.font()).elidedText(self.recent.state, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, trail, state)


class _Disc(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(72), theme.px(72))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("panel"))
        painter.drawEllipse(QRectF(self.rect()))
        side = self._theme.px(36)
        x = (self.width() - side) / 2
        draw_glyph(painter, QRectF(x, x, side, side), "film-strip", self._theme.colour("accent"))


class _Skeleton(QFrame):
    """Where the codes will stand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "panel")
        self.setProperty("line", "right")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 12, 8)
        column.addWidget(Text(theme, tr("No scheme yet"), weight="semibold", tone="text2"))
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, width in enumerate(_SKELETON):
            y = theme.px(32) + place * theme.size("paletteRow")
            cap = QRectF(16, y, 20, 20)
            bar = QRectF(44, y + 6, width, 8)
            if mirrored:
                cap.moveRight(self.width() - 16)
                bar.moveRight(self.width() - 44)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(bar, 4, 4)
