"""A sheet over the room: a calm page of its own with scrim and shadow, closed by Esc; never a second window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from vfi.ui.kit.arranging import scrolling
from vfi.ui.kit.buttons import IconButton
from vfi.ui.kit.texts import Text, rule
from vfi.ui.theme import Theme
from vfi.words import tr

_SCRIM = QColor(28, 26, 24, 115)


class Sheet(QWidget):
    """Covers `host`, shows a page of a fixed width in its middle and keeps the keyboard in it.

    Fill `body` and `foot`; call `open()`. Closed by Esc, the cross, or `close_sheet()`.
    """

    closed = Signal()

    def __init__(self, theme: Theme, host: QWidget, title: str, note: str = "", width: int = 640) -> None:
        super().__init__(host)
        self.theme = theme
        self._host = host
        self._width = width
        self._focus_before: QWidget | None = None
        self.setAccessibleName(title)
        self.card = QFrame(self)
        self.card.setObjectName("sheet")
        self.title = Text(theme, title, "title", "semibold")
        self.note = Text(theme, note, tone="text2")
        self._cross = IconButton(theme, "x", tr("Close"), key="Esc", icon_size=18, on_click=self.dismiss)
        head = QHBoxLayout()
        mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        head.setContentsMargins(14 if mirrored else 24, 14, 24 if mirrored else 14, 8)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.note)
        head.addStretch(1)
        head.addWidget(self._cross)
        self._content = QWidget()
        self._content.setProperty("clear", True)
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(24, 6, 24, 16)
        self.body.setSpacing(12)
        self._scroll = scrolling(self._content)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(24, 14, 24, 14)
        self.foot.setSpacing(10)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(rule())
        column.addLayout(self.foot)
        self._head = head
        host.installEventFilter(self)
        self._content.installEventFilter(self)
        self.hide()
        theme.changed.connect(self._lay)

    def open(self, first: QWidget | None = None) -> None:
        """Show it, and put the keyboard into `first` or the first thing that takes it."""
        self._focus_before = QApplication.focusWidget()
        self._lay()
        self.show()
        self.raise_()
        # the ring is put where the widget lies now: everything must have its place before the keyboard comes
        for layout in (self._content.layout(), self.card.layout()):
            if layout is not None:
                layout.activate()
        self._lay_card()
        target = first or next(iter(self._stops()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Esc or the cross; sheets that hold something unfinished see to it first."""
        self.close_sheet()

    def accept(self) -> None:
        """Enter: what the first button does. Unless a sheet says so, the button that has the keyboard."""
        focus = self.window().focusWidget()
        if isinstance(focus, QAbstractButton) and self.isAncestorOf(focus):
            focus.click()

    def close_sheet(self) -> None:
        """Take it away; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        before = self._focus_before
        # what had the keyboard may have gone meanwhile: a sheet that led to this one
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._host.removeEventFilter(self)
        self.closed.emit()
        self.deleteLater()

    def discard(self) -> None:
        """Throw it away unseen."""
        self._host.removeEventFilter(self)
        self.deleteLater()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays inside the sheet."""
        stops = self._stops()
        if not stops:
            return True
        now = QApplication.focusWidget()
        place = stops.index(now) if now in stops else (-1 if next else 0)
        stops[(place + (1 if next else -1)) % len(stops)].setFocus(
            Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def _stops(self) -> list[QWidget]:
        """What Tab reaches, in the order of the focus chain, the cross last."""
        found: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not self and widget is not None:
            takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
            if takes and widget.isEnabled() and self.isAncestorOf(widget) and widget.isVisibleTo(self):
                found.append(widget)
            widget = widget.nextInFocusChain()
        if self._cross in found:
            found.remove(self._cross)
            found.append(self._cross)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return
        event.accept()  # keys of the room below are not for now

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._lay()
        elif watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._lay_card()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_card()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._lay_card()
        return super().event(event)

    def relay(self) -> None:
        """What is in the sheet has another height now."""
        self._lay_card()

    def _lay(self) -> None:
        self.setGeometry(QRectF(self._host.rect()).toRect())
        self._lay_card()

    def _lay_card(self) -> None:
        _settle(self._content)
        width = min(self.theme.px(self._width), self.width() - 48)
        body = self.body.totalHeightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        # an empty line of text has no height for its width, and is a line high all the same
        body = max(body, self.body.totalMinimumSize().height())
        foot = self.foot.totalHeightForWidth(width) if self.foot.hasHeightForWidth() else self.foot.sizeHint().height()
        wanted = self._head.sizeHint().height() + body + 1 + foot
        height = min(wanted, self.height() - 32)
        self.card.resize(width, height)
        self.card.move(QPoint((self.width() - width) // 2, (self.height() - height) // 2))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SCRIM)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        card = QRectF(self.card.geometry())
        # a soft shadow of stacked rounded rectangles: cheap, and no effect object near a film; fainter layers than
        # these would be rounded, and add up to grey
        painter.setBrush(QColor(0, 0, 0, 5))
        for step in range(32, 0, -4):
            painter.drawRoundedRect(card.adjusted(-step, -step + 12, step, step + 12), 12 + step, 12 + step)
        painter.setBrush(self.theme.colour("panel"))
        painter.drawRoundedRect(card, 12, 12)


def _settle(widget: QWidget) -> None:
    """Let each layout in here, the innermost first, ask its parts anew what room they need.

    By itself Qt tells it from one level to the next, in events; measured between two of them, a row that has just
    appeared was cut off.
    """
    for part in widget.children():
        if isinstance(part, QWidget) and not part.isHidden():
            _settle(part)
    layout = widget.layout()
    if layout is not None:
        layout.activate()
