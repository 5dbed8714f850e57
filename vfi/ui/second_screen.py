"""The film in a window of its own: on another screen where there is one, else afloat. It is the same view, only moved.

So it is the same picture by the same decoder, made as large as it is seen there, and what was painted there is what a
key is coded on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QScreen
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from vfi.ui.film_view import FilmView
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.texts import Text
from vfi.ui.picture_place import turned_size
from vfi.ui.theme import Theme
from vfi.words import tr

_AFLOAT = 0.6
"""Part of the screen's width that a floating window takes at first."""


class FilmPlace(QWidget):
    """Where the film stands in the room: itself, or while it is elsewhere a line that says so and the way back."""

    back_wanted = Signal()

    def __init__(self, theme: Theme, picture: QWidget, key: str = "") -> None:
        super().__init__()
        self.picture = picture
        self._theme = theme
        self._note = QWidget()
        self._note.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words = Text(theme, tr("The film is in a window of its own."), wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._back = Button(theme, tr("Bring it back"), key=key, on_click=self.back_wanted.emit)
        column = QVBoxLayout(self._note)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._back)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(picture)
        self._stack.addWidget(self._note)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def away(self) -> bool:
        """Is the film elsewhere?"""
        return self._stack.currentWidget() is self._note

    def lend(self) -> None:
        """The film is shown elsewhere from now on; whoever took it has it as its child."""
        self._stack.setCurrentWidget(self._note)

    def take_back(self) -> None:
        """The film stands here again."""
        self._stack.insertWidget(0, self.picture)
        self._stack.setCurrentWidget(self.picture)

    def first(self) -> QWidget:
        """What has the keyboard here: the film, or while it is elsewhere its place."""
        return self._note if self.away else self.picture

    def focus_film(self) -> None:
        """The keyboard goes to the film, in the window where somebody works."""
        (self.picture if self.picture.isActiveWindow() else self.first()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        well = "text" if self._theme.dark else "panel"  # the well is dark in both themes
        self._words.setStyleSheet(f"color: {self._theme.colour(well).name()}")


class FilmWindow(QWidget):
    """Nothing but the film. Keys go to whoever made it."""

    key_pressed = Signal(object)
    """`QKeyEvent`, accepted by whoever knows it."""
    left = Signal()
    """Closed, or made small: in a window that is not painted the film would stand still."""

    def __init__(self, theme: Theme, over: QWidget | None = None) -> None:
        """`over`: the window above which it floats."""
        super().__init__(over, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(tr("Film"))  # no name of a case: it may be seen by whoever sees the screen
        self.setProperty("surface", "well")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(320, 180)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setStyleSheet(f"background: {theme.colour('well').name()}")

    def hold(self, picture: QWidget) -> None:
        """Show this here."""
        self._column.addWidget(picture)
        picture.show()
        picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        """What is held stays its owner's."""
        held = self._column.takeAt(0)
        if held is not None and (widget := held.widget()) is not None:
            widget.setParent(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.key_pressed.emit(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.left.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            QTimer.singleShot(0, self, self.left.emit)


class FilmElsewhere(QObject):
    """Takes the film out of its place and brings it back.

    Args:
        room: the widget whose window stays where it is.
        take_key: does what a key means for the film and the coding; False when it means nothing there.
    """

    key_left = Signal(str)
    """A key (Qt's portable form) that means nothing for film and coding; it may be a command of the program."""

    def __init__(self, theme: Theme, room: QWidget, take_key: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(room)
        self._theme = theme
        self._room = room
        self._take_key = take_key
        self._window: FilmWindow | None = None
        self._place: FilmPlace | None = None
        self._picture: QWidget | None = None
        self._screen: QScreen | None = None

    @property
    def window(self) -> FilmWindow | None:
        """The film's own window, while there is one."""
        return self._window

    def toggle(self, place: FilmPlace) -> None:
        """Out of its place, or back."""
        if place.away:
            self.bring_back()
        else:
            self.take(place)

    def take(self, place: FilmPlace) -> None:
        """Show the film of this place in a window of its own."""
        place.back_wanted.connect(self.bring_back)
        self._place, self._picture = place, place.picture
        host = self._room.window()
        self._screen = other_screen(host.screen(), QGuiApplication.screens())
        window = self._window = FilmWindow(self._theme, host if self._screen is None else None)
        window.key_pressed.connect(self._key)
        window.left.connect(self.bring_back)
        place.lend()
        window.hold(place.picture)
        if self._screen is not None:
            _application().screenRemoved.connect(self._screen_removed)
            window.setScreen(self._screen)
            window.setGeometry(self._screen.geometry())
            window.showFullScreen()
        else:
            window.setGeometry(afloat(host.screen().availableGeometry(), shape_of(place.picture)))
            window.show()
        window.activateWindow()

    def bring_back(self) -> None:
        """The film stands in its place again, and the keyboard with it."""
        place = self._place
        self._forget()
        if place is not None:
            place.back_wanted.disconnect(self.bring_back)
            place.take_back()
            self._room.window().activateWindow()
            place.focus_film()
        self._end_window()

    def let_go(self) -> bool:
        """The place goes. True: the film is in a window, which ends at the end of this turn unless `stay` is called."""
        if self._place is None:
            return False
        self._place = None
        QTimer.singleShot(0, self, self._end_if_left)
        return True

    def stay(self, place: FilmPlace) -> None:
        """The film that is in the window has another place now: the same, put together anew."""
        if self._window is not None and self._place is None and place.picture is self._picture:
            self._place = place
            place.back_wanted.connect(self.bring_back)
            place.lend()
            self._window.hold(place.picture)

    def _end_if_left(self) -> None:
        if self._window is not None and self._place is None:
            self._window.give_up()
            self._forget()
            self._end_window()

    def _forget(self) -> None:
        if self._screen is not None:
            _application().screenRemoved.disconnect(self._screen_removed)
        self._place = self._picture = self._screen = None

    def _end_window(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.left.disconnect(self.bring_back)
            window.hide()
            window.deleteLater()

    def _screen_removed(self, screen: QScreen) -> None:
        """The other screen was unplugged."""
        if screen is self._screen:
            self.bring_back()

    def _key(self, event: QKeyEvent) -> None:
        if self._take_key(event):
            event.accept()
        else:
            self.key_left.emit(QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText))


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application


def other_screen(mine: QScreen, screens: Sequence[QScreen]) -> QScreen | None:
    """The largest screen that is another one; None where there is none."""
    others = [screen for screen in screens if screen is not mine and screen.geometry() != mine.geometry()]
    return max(others, key=lambda screen: screen.size().width() * screen.size().height(), default=None)


def shape_of(picture: QWidget) -> tuple[int, int]:
    """Width and height in whatever unit: of the film as it is looked at, else of most films."""
    if isinstance(picture, FilmView) and picture.picture_size is not None:
        return turned_size(picture.look, picture.picture_size)
    return 16, 9


def afloat(room: QRect, shape: tuple[int, int]) -> QRect:
    """Where a floating window with a picture of this shape stands at first: at the room's upper end, whole.

    >>> afloat(QRect(0, 0, 1000, 800), (1600, 900))
    PySide6.QtCore.QRect(380, 40, 600, 337)
    """
    width = round(room.width() * _AFLOAT)
    height = width * shape[1] // shape[0]
    if height > (most := room.height() * 3 // 4):
        width, height = most * shape[0] // shape[1], most
    return QRect(room.right() + 1 - width - room.width() // 50, room.top() + room.height() // 20, width, height)
