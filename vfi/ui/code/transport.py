"""The transport under the film: time and frame, steps, play, speed, loop, sound, the whole screen."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from vfi.core.clock import FilmClock
from vfi.core.time import clock_text
from vfi.media.playback import PlayState
from vfi.ui.code.describe import number
from vfi.ui.code.keys import Do, KeyTable
from vfi.ui.code.times import read_frame
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.buttons import IconButton
from vfi.ui.kit.texts import Text, restyle
from vfi.ui.theme import Theme
from vfi.words import right_to_left, tr


class Transport(QFrame):
    """What it is asked for goes out as the same commands that the keys give."""

    asked = Signal(object)
    """A `Do`."""
    go_to = Signal(int)
    """A frame that was typed."""
    muted = Signal(bool)
    list_wanted = Signal()
    """Open or close the drawer with the events."""
    left = Signal()
    """The field of the position is done with; the keyboard goes back to the film."""

    def __init__(self, theme: Theme, clock: FilmClock, keys: KeyTable, *, sound: bool) -> None:
        super().__init__()
        self._theme = theme
        self._keys = keys
        self.setProperty("surface", "panel")
        self.setProperty("line", "top")
        self.setFixedHeight(theme.size("transport"))
        # film time does not mirror, whatever the language
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.position = Position(theme, clock)
        self.position.clicked.connect(self.edit_position)
        self._edit = QLineEdit()
        self._edit.setProperty("dense", True)
        self._edit.setAccessibleName(tr("Go to a time or frame"))
        self._edit.setPlaceholderText(tr("1:23.480 or f2502"))
        self._edit.hide()
        self._edit.returnPressed.connect(self._typed)
        self._edit.editingFinished.connect(self._leave_edit)
        self._clock = clock
        self.play = _PlayButton(theme, keys.shown(Do.PLAY))
        self.play.clicked.connect(lambda: self.asked.emit(Do.PLAY))
        self.slower = self._button("minus", tr("Slower"), Do.SLOWER, size=24, icon=14)
        self.faster = self._button("plus", tr("Faster"), Do.FASTER, size=24, icon=14)
        self.speed = Text(theme, "1×", weight="semibold")
        self.speed.setFixedWidth(theme.px(48))
        self.speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.speed.setAccessibleName(tr("Speed"))
        self.loop = self._button("repeat", tr("Loop on or off"), Do.LOOP, icon=18)
        self.loop.setCheckable(True)
        self.loop.clicked.connect(lambda on: self.loop.setChecked(not on))  # it shows what the film says
        self.sound = IconButton(theme, "speaker-high", tr("Sound on or off"), icon_size=18)
        self.sound.clicked.connect(self._mute)
        self.sound.setVisible(sound)
        self._is_muted = False
        self.full = self._button("arrows-out", tr("The film alone"), Do.FULL_SCREEN, icon=18)
        self.drawer = IconButton(theme, "list-bullets", tr("Events"), icon_size=18, on_click=self.list_wanted.emit)
        self.drawer.hide()
        self._compose()
        theme.changed.connect(self.update)

    def _button(self, icon_name: str, words: str, do: Do, *, size: int = 32, icon: int = 18) -> IconButton:
        button = IconButton(self._theme, icon_name, words, key=self._keys.shown(do), size=size, icon_size=icon)
        button.clicked.connect(lambda: self.asked.emit(do))
        return button

    def _compose(self) -> None:
        lead = _line(0, self.position, self._edit)
        middle = _line(
            2,
            self._button("skip-back", tr("Event before"), Do.EVENT_BACK),
            self._button("caret-left", tr("Frame back"), Do.FRAME_BACK, icon=20),
            self.play,
            self._button("caret-right", tr("Frame on"), Do.FRAME_ON, icon=20),
            self._button("skip-forward", tr("Next event"), Do.EVENT_ON),
        )
        trail = _line(4, self.slower, self.speed, self.faster, self.loop, self.sound, self.full, self.drawer)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 0, 12, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(lead, 0, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(middle, 0, 1, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(trail, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    # ---- what the film does

    def show_frame(self, frame: int | None) -> None:
        self.position.show_frame(frame)

    def show_state(self, state: PlayState | None) -> None:
        """Play or pause, the speed, the loop."""
        playing = state is not None and state.playing
        self.play.show_playing(playing)
        back = state is not None and state.playing and state.direction < 0
        self.speed.setText(speed_words(state.speed if state is not None else Fraction(1), back=back))
        self.speed.setAccessibleName(tr("Speed, backwards") if back else tr("Speed"))
        self.loop.setChecked(state is not None and state.looping)

    def _mute(self) -> None:
        self._is_muted = not self._is_muted
        self.sound.set_icon("speaker-slash" if self._is_muted else "speaker-high")
        self.muted.emit(self._is_muted)

    # ---- going to a place

    def edit_position(self) -> None:
        """Type a time or a frame."""
        self.position.hide()
        restyle(self._edit, wrong=False)
        self._edit.clear()
        self._edit.setFixedWidth(self._theme.px(190))
        self._edit.show()
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _typed(self) -> None:
        frame = read_frame(self._edit.text(), self._clock)
        if frame is None:
            restyle(self._edit, wrong=True)
            self._edit.setToolTip(tr("A time like 1:23.480, or a frame like f2502."))
            return
        self.go_to.emit(frame)
        self._leave_edit()
        self.left.emit()

    def _leave_edit(self) -> None:
        if self._edit.isVisible() and not (self._edit.hasFocus() and self._edit.property("wrong")):
            self._edit.hide()
            self.position.show()


class Position(QWidget):
    """Time and frame number of the picture that is really on the screen; painted, since it changes with every frame."""

    clicked = Signal()

    def __init__(self, theme: Theme, clock: FilmClock) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._frame: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setToolTip(
            tr("Frames count from 0; the last one is {last}. Ctrl+G goes to a time or frame.", last=clock.frames.last)
        )
        self.setAccessibleName(tr("Position"))
        theme.changed.connect(self.updateGeometry)

    @property
    def words(self) -> tuple[str, str, str, str]:
        """Time, then `frame`, the number, and `of N`."""
        if self._frame is None:
            return "–:––:––.–––", "", "", ""
        count = number(len(self._clock.frames))
        time = clock_text(self._clock.time_of(self._frame))
        return time, tr("frame") + " ", number(self._frame), " " + tr("of {n}", n=count)

    def show_frame(self, frame: int | None) -> None:
        if frame != self._frame:
            self._frame = frame
            self.update()

    def sizeHint(self) -> QSize:
        time = QFontMetricsF(self._theme.font("time", "medium")).horizontalAdvance("0:00:00.000")
        metrics = QFontMetricsF(self._theme.font("small", "semibold"))
        count = number(len(self._clock.frames))
        rest = metrics.horizontalAdvance(tr("frame") + " " + count + " " + tr("of {n}", n=count))
        return QSize(round(time + 12 + rest + 6), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        # a narrow room shows the time and cuts the rest
        return QSize(round(QFontMetricsF(self._theme.font("time", "medium")).horizontalAdvance("0:00:00.000") + 2), 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        mirrored = right_to_left()
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        time, word, frame, of = self.words
        font = theme.font("time", "medium")
        metrics = QFontMetricsF(font)
        base = (self.height() + metrics.capHeight()) / 2
        x = 0.0
        # the time stays on the left; the words beside it run as the language does
        words = [(word, "small", "regular", "text2"), (frame, "small", "semibold", "text2"),
                 (of, "small", "regular", "text2")]  # fmt: skip
        for text, role, weight, tone in ((time, "time", "medium", "text"), *(reversed(words) if mirrored else words)):
            font = theme.font(role, weight)
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            painter.drawText(round(x), round(base), text)
            x += QFontMetricsF(font).horizontalAdvance(text) + (12 if role == "time" else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()


class _PlayButton(QToolButton):
    """The one dark button: play or pause."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self._playing = False
        self.setFixedSize(theme.px(40), theme.px(36))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._describe()

    def show_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self._describe()
            self.update()

    def _describe(self) -> None:
        words = tr("Pause") if self._playing else tr("Play")
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  ({self._key})" if self._key else words)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text2" if self.underMouse() or self.isDown() else "text"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        side = theme.px(20)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw_glyph(painter, box, "pause-fill" if self._playing else "play-fill", theme.colour("panel"))


def speed_words(speed: Fraction, *, back: bool = False) -> str:
    """`0.5×`, and with the sign of going back `−1×`.

    >>> speed_words(Fraction(1, 4))
    '0.25×'
    >>> speed_words(Fraction(1), back=True)
    '\u22121×'
    """
    return f"{chr(0x2212) if back else ''}{float(speed):g}×"


def _line(gap: int, *widgets: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        if isinstance(widget, _PlayButton):
            row.addSpacing(4)
        row.addWidget(widget)
        if isinstance(widget, _PlayButton):
            row.addSpacing(4)
    return line
