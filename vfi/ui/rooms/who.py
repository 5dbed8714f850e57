"""Who is coding: asked at each start and after a pause, one key or one click; people share machines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Field
from vfi.ui.kit.marks import keycap_width, paint_avatar, paint_keycap
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr

_KEYS = "123456789"


class WhoRow(QAbstractButton):
    """A person: initials, name, key."""

    def __init__(self, theme: Theme, name: str, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self.setText(name)
        self.setAccessibleName(tr("{name} is coding", name=name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ownFocus", True)

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        elif self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side, middle = 30.0, self.height() / 2
        x = self.width() - 8 - side if mirrored else 8.0
        paint_avatar(painter, QRectF(x, middle - side / 2, side, side), self.text(), theme)
        painter.setFont(theme.font("strong", "medium"))
        painter.setPen(theme.colour("text"))
        words = QRectF(self.rect()).adjusted(50, 0, -50, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), self.text())
        if self._key:
            width, height = keycap_width(theme, self._key), theme.size("keycap")
            left = 10.0 if mirrored else self.width() - 10 - width
            paint_keycap(painter, QRectF(left, middle - height / 2, width, height), self._key, theme)


class WhoSheet(Sheet):
    """Choose a name, or write a new one."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, host: QWidget, names: tuple[str, ...], *, why: str = "") -> None:
        super().__init__(theme, host, tr("Who is coding?"), width=440)
        self._names = names
        self.rows: list[WhoRow] = []
        if why:
            self.body.addWidget(Text(theme, why, tone="text2", wrap=True))
        people = QVBoxLayout()
        people.setSpacing(2)
        self.body.addLayout(people)
        for place, name in enumerate(names[:9]):
            row = WhoRow(theme, name, _KEYS[place])
            row.clicked.connect(lambda _on=False, name=name: self._take(name))
            self.rows.append(row)
            people.addWidget(row)
        asked = tr("Somebody else: first name and initial, like Anna K.")
        if not names:  # the first start: there is nobody yet to be somebody else than
            asked = tr("First name and initial, like Anna K.")
        self.field = Field(theme, tr("Another name") if names else tr("Your name"), placeholder=asked)
        self.body.addWidget(self.field)
        note = tr("It is written with every event, and shown at the top of the window.")
        self.foot.addWidget(Text(theme, note, "small", tone="text2", wrap=True), 1)
        self.go = Button(theme, tr("Go on"), "first", key="Enter", on_click=self.accept)
        self.foot.addWidget(self.go)

    def first(self) -> QWidget:
        return self.rows[0] if self.rows else self.field.edit

    def accept(self) -> None:
        typed = self.field.text().strip()
        if typed:
            self._take(typed)
            return
        for row in self.rows:
            if row.hasFocus():
                self._take(row.text())
                return
        self.field.set_error(tr("Write a name, or choose one."))
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.relay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = _KEYS.find(event.text()) if event.text() else -1
        if 0 <= place < len(self._names):
            self._take(self._names[place])
            return
        super().keyPressEvent(event)

    def _take(self, name: str) -> None:
        if self.isHidden():
            return  # pressed twice
        self.close_sheet()
        self.chosen.emit(name)
