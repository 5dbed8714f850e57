"""The window: rail, top bar, banner, one room at a time, one line for what happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from vfi.ui.commands import Commands
from vfi.ui.finder import Finder
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.arranging import cleared
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.focus import ENTERED
from vfi.ui.kit.lines import Banner, ToastLine
from vfi.ui.kit.marks import Chip, Level, paint_avatar
from vfi.ui.kit.texts import Elided, Text, edge_line, isolated, rule
from vfi.ui.room import Heading, Room
from vfi.ui.theme import Theme
from vfi.words import tr

_RAIL = 64
_RAIL_BUTTON = QSize(56, 50)


class RailButton(QToolButton):
    """A room in the rail: icon over word; the current one on a light plate in the accent."""

    def __init__(self, theme: Theme, icon: str, name: str, key: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._glyph = icon
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  ({key})" if key else name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedSize(self._theme.px(_RAIL_BUTTON.width()), self._theme.px(_RAIL_BUTTON.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        if on:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("panel"))
            painter.drawRoundedRect(plate, 8, 8)
        elif self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(plate, 8, 8)
        ink = theme.colour("accent" if on else "text" if self.underMouse() else "text2")
        side = theme.px(20)
        top = (self.height() - side - theme.px(18)) / 2
        draw_glyph(painter, QRectF((self.width() - side) / 2, top, side, side), self._glyph, ink)
        font = theme.font("caption", "semibold" if on else "regular")
        needs, room = QFontMetricsF(font).horizontalAdvance(self.text()), self.width() - 2
        if needs > room:  # a long word in another language is set smaller, never cut
            font.setPointSizeF(font.pointSizeF() * room / needs)
        painter.setFont(font)
        painter.setPen(ink)
        words = QRectF(0, top + side + 2, self.width(), theme.px(16))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


class RailIcon(QToolButton):
    """A small icon at the foot of the rail, with its name as tooltip."""

    def __init__(self, theme: Theme, icon: str, name: str, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self.setIcon(theme.icon(icon))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda _on=False: on_click())
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        side = self._theme.px(18)
        self.setIconSize(QSize(side, side))
        self.setFixedSize(self._theme.px(56), self._theme.px(38))


class WhoDisc(QToolButton):
    """The initials of who is coding, at the foot of the rail."""

    def __init__(self, theme: Theme, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda _on=False: on_click())
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedSize(self._theme.px(30), self._theme.px(30))
        self.update()

    def set_name(self, name: str) -> None:
        self._name = name
        words = tr("{name} is coding", name=name) if name else tr("Who is coding?")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._name or "?", self._theme, own=bool(self._name))


class Rail(QFrame):
    """The way from one room to the next."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[str, RailButton] = {}
        self.setProperty("surface", "rail")
        edge_line(self, "right")
        self._dress()
        theme.changed.connect(self._dress)
        self.setAccessibleName(tr("Rooms"))
        mark = Text(theme, "vfi", "strong", "semibold")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setFixedHeight(36)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 8, 3, 10)
        self._column.setSpacing(2)
        self._column.addWidget(mark)
        self._column.addStretch(1)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(2)
        self._column.addLayout(self.foot)

    def _dress(self) -> None:
        self.setFixedWidth(self._theme.px(_RAIL))

    def add(self, room_id: str, icon: str, name: str, key: str) -> None:
        button = RailButton(self._theme, icon, name, key)
        button.clicked.connect(lambda _on=False: self.chosen.emit(room_id))
        self._buttons[room_id] = button
        self._column.insertWidget(len(self._buttons), button)

    def show_current(self, room_id: str) -> None:
        self._buttons[room_id].setChecked(True)


class TopBar(QFrame):
    """Where one is, on the reading side; what the room offers and who is coding, on the other."""

    more_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "panel")
        self.setProperty("line", "bottom")
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(8)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(0)
        self._pages: list[QWidget] = []
        self._line = rule(vertical=True)
        self.who = Button(theme, "", "who", icon="user")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(10)
        row.addLayout(self._crumbs, 1)
        row.addLayout(self._tools)
        row.addWidget(self._line)
        row.addWidget(self.who)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.size("topbar"))

    def show_heading(self, heading: Heading) -> None:
        cleared(self._crumbs)
        last = len(heading.crumbs) - 1
        for place, crumb in enumerate(heading.crumbs):
            if place and heading.slashes:
                self._crumbs.addWidget(Text(self._theme, "/", tone="text3"))
            if place == 0:
                self._crumbs.addWidget(Text(self._theme, crumb.text, "strong", "semibold", crumb.tone))
            else:
                tone = crumb.tone if crumb.tone != "text" else "text2" if place == last else "text"
                self._crumbs.addWidget(Elided(self._theme, crumb.text, tone=tone))
        if heading.chip:
            level: Level = heading.chip_level  # type: ignore[assignment]
            self._crumbs.addWidget(Chip(self._theme, heading.chip, level))
        if heading.more:
            more = IconButton(
                self._theme, "caret-down", heading.more, size=24, icon_size=14, on_click=self.more_wanted.emit
            )
            more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._crumbs.addWidget(more)
        self._crumbs.addStretch(1)

    def show_tools(self, tools: QWidget | None) -> None:
        if tools is not None and tools not in self._pages:
            self._pages.append(tools)
            self._tools.addWidget(tools, 0, Qt.AlignmentFlag.AlignVCenter)
        for page in self._pages:
            page.setVisible(page is tools)
        self._line.setVisible(tools is not None)

    def show_who(self, name: str, coding: bool) -> None:
        """The coder's chip: `Anna K.`, and in the Code room `Anna K. is coding`."""
        if not name:
            self.who.set_text(tr("Who is coding?"))
        else:
            shown = isolated(name)
            self.who.set_text(tr("{name} is coding", name=shown) if coding else shown)


class DropVeil(QWidget):
    """Lies over the window while a film is held over it, and says what letting go will do."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("window", 0.86))
        painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("accentTint", 0.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 12, 12)
        centre = QRectF(self.rect()).center()
        draw_glyph(painter, QRectF(centre.x() - 18, centre.y() - 56, 36, 36), "video-camera", theme.colour("accent"))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("heading", "semibold"))
        words = tr("Let go to start a session with this film")
        painter.drawText(QRectF(0, centre.y() - 8, self.width(), 32), Qt.AlignmentFlag.AlignCenter, words)


class MainWindow(QMainWindow):
    """One window with its rooms; knows nothing of what happens in them."""

    film_dropped = Signal(object)
    """Path of a film that was let go over the window."""
    room_shown = Signal(str)
    more_wanted = Signal()
    """The small button after the heading was pressed."""
    closing = Signal()

    def __init__(self, theme: Theme, commands: Commands) -> None:
        super().__init__()
        self.theme = theme
        self.commands = commands
        self._rooms: dict[str, Room] = {}
        self._current = ""
        self._coder = ""
        self.setWindowTitle("vfi")
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self.rail = Rail(theme)
        self.top = TopBar(theme)
        self.banner = Banner(theme)
        self.stack = QStackedWidget()
        page = QWidget()
        page.setProperty("surface", "window")
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(page)
        self.page = page
        self.toast = ToastLine(theme, page)
        self.finder = Finder(theme, commands, page)
        self._veil = DropVeil(theme, page)
        self.who_disc = WhoDisc(theme, self.top.who.click)
        self.rail.chosen.connect(self.go)
        self.top.more_wanted.connect(self.more_wanted.emit)

    # ---- rooms

    def add_room(self, room: Room, key: str = "") -> None:
        """Give a room its place in the rail."""
        self._rooms[room.room_id] = room
        self.rail.add(room.room_id, room.icon, room.title, key)
        self.stack.addWidget(room)
        room.heading_changed.connect(lambda: self._show_heading(room))

    def go(self, room_id: str) -> None:
        """Show this room."""
        room = self._rooms[room_id]
        self._current = room_id
        self.stack.setCurrentWidget(room)
        self.rail.show_current(room_id)
        self._show_heading(room)
        room.entered()
        focus = room.first_focus()
        if focus is not None:
            focus.setProperty(ENTERED, True)
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.room_shown.emit(room_id)

    @property
    def current(self) -> str:
        """Id of the room that is shown."""
        return self._current

    def room(self, room_id: str) -> Room:
        return self._rooms[room_id]

    def _show_heading(self, room: Room) -> None:
        if room.room_id != self._current:
            return
        self.top.show_heading(room.heading())
        self.top.show_tools(room.tools())
        self.top.show_who(self._coder, coding=room.room_id == "code")

    # ---- who, and what happened

    def show_coder(self, name: str) -> None:
        """Who is coding, in the top bar and at the foot of the rail."""
        self._coder = name
        self.top.show_who(name, coding=self._current == "code")
        self.who_disc.set_name(name)

    def open_finder(self) -> None:
        self.finder.open(self._current)

    # ---- films dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_path(event) is not None:
            event.acceptProposedAction()
            self._veil.setGeometry(self.page.rect())
            self._veil.show()
            self._veil.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._veil.hide()
        path = dropped_path(event)
        if path is not None:
            event.acceptProposedAction()
            self.film_dropped.emit(path)

    # ---- the window itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.toast.isHidden():
            self.toast.place()
        self.finder.close_finder()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


def dropped_path(event: QDropEvent) -> Path | None:
    """The first file on this machine that a drag carries."""
    for url in event.mimeData().urls():
        if url.isLocalFile():
            path = Path(url.toLocalFile())
            if path.is_file():
                return path
    return None
