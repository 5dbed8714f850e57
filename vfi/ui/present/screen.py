"""The parent's screen: one window that fills the display, with a picture or a page, words, and a few large buttons."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from vfi.core.deck import PageKind
from vfi.core.parent_texts import ParentTexts
from vfi.core.presenting import Now, Phase, Play, Presenting, Press, Sign, Stand
from vfi.core.showing import Show, ShownClip, ShownPage
from vfi.ui.kit.concept_art import ConceptArt
from vfi.ui.present.buttons import ROW, ButtonRow
from vfi.ui.present.fade import Fade
from vfi.ui.present.films import ShowFilms
from vfi.ui.present.keys import Meaning, Note, Voice, asks_for_pin, meaning
from vfi.ui.present.lock import LockSign, NotedSign
from vfi.ui.present.look import Look, colour
from vfi.ui.present.pages import PageView
from vfi.ui.present.picture import StagePicture
from vfi.ui.present.shot_player import ShotPlayer
from vfi.ui.present.words import WordsBand
from vfi.words import right_to_left

_TOP, _BAND, _SIDE = 14, 88, 14
_HIDE_POINTER_MS = 3000
_AHEAD_MS = 400
"""So long after the screen has come to rest the next clip is opened."""

_PRESS_OF = {
    Sign.STOP: Press.STOP,
    Sign.AGAIN: Press.AGAIN,
    Sign.SLOWER: Press.SLOWER,
    Sign.PLAY: Press.PLAY_PAUSE,
    Sign.PAUSE: Press.PLAY_PAUSE,
    Sign.GO_ON: Press.PLAY_PAUSE,
    Sign.PICTURE: Press.PICTURE,
    Sign.NEXT: Press.NEXT,
    Sign.BEGIN: Press.NEXT,
}


_PASSES_ON = frozenset({Press.ON, Press.NEXT, Press.BACK, Press.PLAY_PAUSE})


class ParentScreen(QWidget):
    """Shows what the rules say and passes on what is pressed; knows no clinician's words at all.

    It cannot be closed by a person: what closes windows elsewhere stops the show here (`let_close`).
    """

    changed = Signal(object)
    """`Now`: something else is on the screen."""
    noted = Signal(object)
    """`Note`: what the parent says, or loves, right now."""
    listen_wanted = Signal(object)
    """Names of the interpreter's recordings, in order."""
    failed = Signal(object)
    """`VfiError`: a picture or a film cannot be had; the family is not told why."""
    unlock_wanted = Signal(str)
    """Somebody wants to leave *We have stopped*; the PIN has to be asked for. With the digit that was typed already."""

    def __init__(
        self,
        show: Show,
        texts: tuple[ParentTexts, ...],
        films: ShowFilms,
        *,
        fade_ms: int = 320,
        settle_ms: int = 300,
        said: Callable[[], tuple[str, ...]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._texts = texts
        self._films = films
        self._said = said
        self._settle = settle_ms / 1000
        self._came_at = time.monotonic()
        self._rules = Presenting(show)
        self._now = self._rules.start()
        self._player: ShotPlayer | None = None
        self._broken = False
        self._may_close = False
        self._look = Look(1.0)
        self.setWindowTitle(" ")
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(colour("stage")))
        self.setPalette(palette)
        first = show.languages[0] if show.languages else "en"
        mirrored = right_to_left(first)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.picture = StagePicture(self)
        self.words = WordsBand(self)
        self.page = PageView(self)
        art = ConceptArt(show.pictures)
        self.words.use_art(art)
        self.page.use_art(art)
        self.buttons = ButtonRow(texts, self, text_free=show.text_free)
        self.lock = LockSign(self)
        self._noted = NotedSign(self)
        self._fade = Fade(self, fade_ms)
        self._pointer = QTimer(self)
        self._pointer.setSingleShot(True)
        self._pointer.setInterval(_HIDE_POINTER_MS)
        self._pointer.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self._pointer.start()
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD_MS)
        self._ahead.timeout.connect(lambda: films.get_ready(self._now.item, self.picture))
        self.buttons.pressed.connect(self._sign_pressed)
        self.lock.clicked.connect(lambda _on=False: self.unlock_wanted.emit(""))
        films.still_came.connect(self._still_came)
        for child in (self.picture, self.words, self.page, self.buttons):
            child.setMouseTracking(True)
            child.installEventFilter(self)
        self._show_now(None)

    # ---- what is

    @property
    def now(self) -> Now:
        return self._now

    @property
    def rules(self) -> Presenting:
        return self._rules

    # ---- what a person does

    def press(self, press: Press) -> None:
        """A key, a button, the clinician's notes. A hand that trembles presses twice: what has only just come is not
        passed over by the second press."""
        if press in _PASSES_ON and time.monotonic() - self._came_at < self._settle:
            return
        self._become(self._rules.press(self._now, press))

    def start_at(self, place: int) -> None:
        """Begin with this item."""
        while self._now.item < place and not self._now.stopped:
            self._become(self._rules.press(self._now, Press.NEXT))

    def seen(self) -> QImage | None:
        """What the parent sees now, for the clinician's screen; None on a screen without a window."""
        if self._now.stopped or self._rules.clip(self._now) is None:
            return self.page.grab().toImage()
        return self.picture.taken()

    def show_noted(self, sign: str) -> None:
        """What became of a mark, by a small sign for a moment (`vfi.ui.present.lock`)."""
        self._noted.flash(sign)

    def read_again(self) -> None:
        """What the parent said was written down: *your words* shows it."""
        self._show_page()

    def let_close(self) -> None:
        """The visit is over: the window goes, the films are let go."""
        self._ahead.stop()
        self._may_close = True
        self._films.close()
        self._player = None
        self.close()

    def act(self, what: Meaning) -> None:
        """Do what a key means."""
        if isinstance(what, Press):
            if what is not Press.GO_ON:
                self.press(what)
        elif self._now.stopped:
            return
        elif isinstance(what, Note):
            self.noted.emit(what)
        elif isinstance(what, Voice):
            self.listen_wanted.emit(self._rules.spoken(self._now))

    # ---- from one thing to the next

    def _become(self, now: Now) -> None:
        before, self._now = self._now, now
        if now == before:
            return
        if now.stopped != before.stopped or now.item != before.item:
            if now.stopped:
                self._fade.stop()  # "stop" means now
            else:
                self._fade.begin()
            self._broken = False
            self._came_at = time.monotonic()
        self._show_now(before)
        self.changed.emit(now)

    def _show_now(self, before: Now | None) -> None:
        now = self._now
        clip = self._rules.clip(now)
        paper = clip is None
        for widget, seen in ((self.picture, not paper), (self.words, not paper), (self.page, paper)):
            widget.setVisible(seen)
        self.buttons.setVisible(not now.stopped)
        self.lock.setVisible(now.stopped)
        self._lay_page()
        if now.stopped:
            if self._player is not None and before is not None:
                self._player.stand(before.frame)  # silent at once, and there again if the family wants to go on
            self._show_page()
        elif clip is None:
            self._player = None
            self._films.leave()
            self._show_page()
            self._ahead.start()
        else:
            self._show_clip(clip, before)
        self.buttons.show_buttons(self._rules.buttons(now), paper=paper)
        if before is None or before.item != now.item or before.stopped != now.stopped:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_page(self) -> None:
        if self._now.stopped:
            words = () if self._show.text_free else tuple(t for table in self._texts if (t := table.text("stopped")))
            self.page.show_stopped(words)
            return
        page = self._rules.page(self._now)
        if page is not None:
            said = self._said() if page.kind is PageKind.YOUR_WORDS and not self._show.text_free else ()
            self.page.show_page(page, still=self._films.still(page), said=said)

    def _show_clip(self, clip: ShownClip, before: Now | None) -> None:
        now = self._now
        if self._player is None or before is None or before.item != now.item:
            self.picture.use(clip.crop, self._films.native(clip.film))
            self.picture.show_still(self._films.still(clip))
            self._player = self._films.enter(now.item, self.picture)
            self._player.painted.connect(self._painted)
            self._player.run_over.connect(self._run_over)
            self._player.failed.connect(self._failed)
            before = None
        self._move(self._player, before)
        self._show_words()

    def _move(self, player: ShotPlayer, before: Now | None) -> None:
        motion = self._rules.motion(self._now)
        was = self._rules.motion(before) if before is not None else None
        if isinstance(motion, Play):
            self._ahead.stop()  # what plays has the machine to itself
            if isinstance(was, Play) and before is not None and before.takes == self._now.takes:
                player.set_speed(motion.speed)
            else:
                player.play(motion)
        elif isinstance(motion, Stand) and motion != was and not self._broken:
            player.stand(motion.frame)
            self._ahead.start()

    def _show_words(self) -> None:
        waits = self._now.phase in (Phase.WAITING, Phase.PAUSED) and not self._now.picture
        says = ""
        if self._broken and not self._show.text_free:
            says = next((text for table in self._texts if (text := table.text("not-shown"))), "")
        self.words.show_words(self._rules.visible(self._now), waits=waits, says=says)

    # ---- what happens

    def _painted(self, frame: int) -> None:
        self._now = self._rules.painted(self._now, frame)

    def _run_over(self) -> None:
        self._become(self._rules.run_over(self._now))

    def _failed(self, error: object) -> None:
        """No reason here: the clinician learns it elsewhere."""
        self.failed.emit(error)
        self._broken = True
        lost = self._rules.lost(self._now)
        if lost == self._now:
            self._show_words()
        else:
            self._become(lost)

    def _still_came(self, id: str) -> None:
        item = self._rules.item(self._now)
        if item is None or item.id != id:
            return
        if isinstance(item, ShownPage):
            self._show_page()
        elif self.picture.on_screen is None:
            self.picture.show_still(self._films.still(item))

    def _sign_pressed(self, sign: Sign) -> None:
        if sign is Sign.LISTEN:
            self.act(Voice.LISTEN)
        else:
            self.press(_PRESS_OF[sign])

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if self._now.stopped:
            if asks_for_pin(event):
                self.unlock_wanted.emit(event.text())
            return
        what = meaning(event)
        if what is not None:
            self.act(what)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.press(Press.STOP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            self._pointer_moved()
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer_moved()

    def _pointer_moved(self) -> None:
        self.unsetCursor()
        self._pointer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("stage" if self._rules.clip(self._now) else "page"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Lay everything out for the window's size; before it is shown, so that pictures are asked for in theirs."""
        self._look = look = Look.of(self.width(), self.height())
        for part in (self.words, self.page, self.buttons, self.lock):
            part.use_look(look)
        row = look.px(ROW)
        self.buttons.setGeometry(0, self.height() - row, self.width(), row)
        band, side = look.px(_BAND), look.px(_SIDE)
        self.words.setGeometry(0, self.height() - row - band, self.width(), band)
        self._noted.place(look, self.width(), self.height() - row)
        top = look.px(_TOP)
        self.picture.set_radius(look.px(10))
        self.picture.setGeometry(side, top, self.width() - 2 * side, self.height() - row - band - top)
        self._lay_page()
        size = self.lock.sizeHint()
        self.lock.setGeometry(
            self.width() - size.width() - look.px(30), self.height() - size.height() - look.px(30), *size.toTuple()
        )
        ratio = self.devicePixelRatioF()
        self._films.make_stills((round(self.picture.width() * ratio), round(self.picture.height() * ratio)))

    def _lay_page(self) -> None:
        self.page.setGeometry(0, 0, self.width(), self.height() - (0 if self._now.stopped else self._look.px(ROW)))
