"""The page on which parts of a film are hidden and looked through: the film, the strip, and the column beside them."""

from __future__ import annotations

import time
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vfi.core.errors import VfiError
from vfi.core.ports import SoundOut
from vfi.core.redaction import Place, Region
from vfi.core.time import Span, clock_text
from vfi.media.budget import MemoryBudget
from vfi.media.playback import PlayState
from vfi.ui.code.describe import number
from vfi.ui.errors import words_of
from vfi.ui.film_player import FilmPlayer
from vfi.ui.jobs import Jobs
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.fields import Segments
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.redaction.form import HidingForm, followed_words
from vfi.ui.redaction.keys import NUDGES, SIZES, Do, read
from vfi.ui.redaction.picture import HidingView, grown, moment_in, shifted
from vfi.ui.redaction.strip import HidingStrip
from vfi.ui.redaction.work import HidingFilm, HidingWork
from vfi.ui.theme import Theme
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.media.following import Followed

_NUDGE = 0.01
"""Of the picture's width and height, for each press."""
_FIRST = Place(x=0.4, y=0.35, width=0.2, height=0.3)
"""Where a part is that is hidden by key: in the middle, to be moved from there."""
_LTR = "\u200e"
"""Round a speed: it is read as a formula is, on a page from right to left, too."""
_HELD_STEP = 0.08
"""Seconds between two pictures while an arrow key is held: slow enough to see each."""


class HidingSheet(Sheet):
    """As large as the window: what is hidden must be seen well. Everything is kept at once."""

    said = Signal(object)
    """`VfiError`: a remark of the player."""
    outdated = Signal(int)
    """Another window has changed the same: it must be read again, and shown at this frame."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        film: HidingFilm,
        *,
        title: str,
        at: int = 0,
        stretch: Span | None = None,
        sound_out: Callable[[], SoundOut | None] | None = None,
        budget: MemoryBudget | None = None,
    ) -> None:
        """`at`: the frame to begin with. `stretch`: what is hidden ends with it, at first."""
        super().__init__(theme, host, tr("Hide parts of the film"), title)
        self._held_at = 0.0
        self._muted = False
        self.view = HidingView(film.clock)
        self.view.set_native(*film.index.look.shown_size)
        self.player = FilmPlayer(self.view, self, sound_out=sound_out, budget=budget)
        self.work = HidingWork(film, self.view, self.player, jobs, self)
        if stretch is not None:
            self.work.until = min(stretch.end, film.clock.end)
        self.strip = HidingStrip(theme, film.clock)
        if stretch is not None:
            self.strip.show_near(stretch)
        self.form = HidingForm(theme, self.work)
        self._film = film
        self._compose()
        self._wire()
        self.player.open(film.film, film.index, at)
        self.player.set_speed(Fraction(1, 2))
        first = next(iter(self.work.redaction.items), None)
        self.work.choose(first.id if first is not None else None)

    def _compose(self) -> None:
        theme = self.theme
        self._place = Text(theme, "", "small", tone="text2")
        self._place.setAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )
        self.play = IconButton(theme, "play-fill", tr("Play"), key="Space", size=28, icon_size=18)
        back = IconButton(theme, "caret-left", tr("One frame back"), key="←", size=28, icon_size=18)
        on = IconButton(theme, "caret-right", tr("One frame on"), key="→", size=28, icon_size=18)
        for button, do in ((self.play, Do.PLAY), (back, Do.FRAME_BACK), (on, Do.FRAME_ON)):
            button.clicked.connect(lambda _on=False, do=do: self.do(do))
        speeds = [(value, f"{_LTR}{words}×{_LTR}") for value, words in (("1/4", "¼"), ("1/2", "½"), ("1", "1"))]
        self.speed = Segments(theme, tr("Speed"), speeds, "1/2")
        self.speed.picked.connect(lambda value: self.player.set_speed(Fraction(value)))
        self.beneath = Button(theme, tr("Look beneath"), icon="eye", key="V", dense=True)
        self.beneath.setCheckable(True)
        self.beneath.clicked.connect(lambda _on=False: self._show_beneath(not self.view.beneath))
        transport = QWidget()
        transport.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # film time does not mirror
        row = QHBoxLayout(transport)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._place, 1)
        for widget in (back, self.play, on, self.speed, self.beneath):
            row.addWidget(widget)
        for each in transport.findChildren(QAbstractButton):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard at the film
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.view, 1)
        left.addWidget(transport)
        left.addWidget(self.strip)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(left, 1)
        both.addWidget(self._column())
        self.body.addLayout(both, 1)
        self._undo = IconButton(theme, "arrow-u-up-left", tr("Undo"), key="Ctrl Z", size=26)
        self._redo = IconButton(theme, "arrow-u-up-right", tr("Redo"), key="Ctrl Shift Z", size=26)
        self._undo.clicked.connect(lambda _on=False: self.do(Do.UNDO))
        self._redo.clicked.connect(lambda _on=False: self.do(Do.REDO))
        self.foot.addWidget(self._undo)
        self.foot.addWidget(self._redo)
        self.foot.addWidget(self.form.state, 1)
        self.foot.addStretch(0)
        self.foot.addWidget(self.form.next)
        self.foot.addWidget(Button(theme, tr("Done"), "first", key="Esc", on_click=self.dismiss))

    def _column(self) -> QScrollArea:
        """The form scrolls by itself where text is large: the film and its strip stay in sight."""
        column = QScrollArea()
        column.setWidgetResizable(True)
        column.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.setProperty("clear", True)
        self.form.installEventFilter(self)
        column.setWidget(self.form)
        column.setFixedWidth(self.form.width() + column.verticalScrollBar().sizeHint().width())
        return column

    def _wire(self) -> None:
        view, work, player = self.view, self.work, self.player
        view.drawn.connect(lambda place: work.hide(place, view.shape))
        view.placed.connect(work.put)
        for widget in (view, self.strip):
            widget.chosen.connect(work.choose)
        self.strip.seek.connect(player.go)
        self.strip.scrubbed.connect(player.scrub)
        self.form.asked.connect(self.do)
        self.form.shape_picked.connect(lambda shape: setattr(view, "shape", shape))
        work.changed.connect(self._show)
        work.failed.connect(self._failed)
        work.following.connect(self.form.show_following)
        work.followed.connect(self._followed)
        player.painted.connect(self._painted)
        player.state_changed.connect(self._state)
        player.failed.connect(lambda error: self.form.say(words_of(error), "danger"))
        player.said.connect(self.said.emit)

    # ---- what is shown

    def _show(self) -> None:
        work = self.work
        self.view.show_redaction(work.redaction, work.selected)
        self.strip.show_redaction(work.redaction, work.selected)
        if isinstance(work.item, Region):
            self.view.shape = work.item.shape
        self.form.show_work()
        self._undo.setEnabled(work.desk.undo_label is not None)
        self._redo.setEnabled(work.desk.redo_label is not None)

    def _painted(self, frame: int) -> None:
        clock = self._film.clock
        self.strip.show_head(frame)
        self._place.setText(tr("{time}  frame {n}", time=clock_text(clock.time_of(frame)), n=number(frame)))
        at = clock.time_of(frame)
        silent = any(each.start <= at < each.end for each in self.work.redaction.silences)
        if silent != self._muted:
            self._muted = silent
            self.player.set_muted(silent)

    def _state(self, state: PlayState) -> None:
        self.play.set_icon("pause-fill" if state.playing else "play-fill")
        self.play.set_name(tr("Pause") if state.playing else tr("Play"))

    def _show_beneath(self, beneath: bool) -> None:
        self.work.keep_looked()
        self.view.show_beneath(beneath)
        self.beneath.setChecked(beneath)

    def _failed(self, error: VfiError | Exception) -> None:
        if isinstance(error, VfiError) and error.id in ("nothing-to-undo", "nothing-to-redo"):
            return
        self.form.say(words_of(error), "danger")
        if isinstance(error, VfiError) and error.id == "record-changed-meanwhile":
            self.outdated.emit(self.player.current_frame or 0)

    def _followed(self, found: Followed) -> None:
        item = self.work.item
        until = found.keys[-1].at if found.keys else item.end if item is not None else 0
        self.form.say(followed_words(found.lost_at, until), "success" if found.lost_at is None else "warning")
        if found.lost_at is not None:
            self.player.go(self._film.clock.frame_at(found.lost_at))

    # ---- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys are for the film: what scrolls the page must not have them first."""
        page = watched in (self._content, self.form)
        if page and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = read(event)
        if do is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if event.isAutoRepeat() and do in (Do.FRAME_BACK, Do.FRAME_ON):
            now = time.monotonic()
            if now - self._held_at < _HELD_STEP:
                return
            self._held_at = now
            self.player.step(1 if do is Do.FRAME_ON else -1, held=True)
            return
        self.do(do)

    def do(self, do: Do) -> None:
        """What a key or a button asks for; the keyboard is at the film afterwards."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if do in NUDGES or do in SIZES:
            self._nudge(do)
            return
        work, player = self.work, self.player
        acts: dict[Do, Callable[[], object]] = {
            Do.PLAY: player.toggle,
            Do.FRAME_BACK: lambda: player.step(-1),
            Do.FRAME_ON: lambda: player.step(1),
            Do.SECOND_BACK: lambda: player.step_seconds(-1),
            Do.SECOND_ON: lambda: player.step_seconds(1),
            Do.FILM_START: lambda: player.go(0),
            Do.FILM_END: lambda: player.go(self._film.clock.frames.last),
            Do.NEW: lambda: work.hide(_FIRST, self.view.shape),
            Do.BLUR: work.blur,
            Do.SOUND: work.silence,
            Do.BEGIN: work.begin_here,
            Do.END: work.end_here,
            Do.FOLLOW: self._follow,
            Do.NEXT: self._next,
            Do.BENEATH: lambda: self._show_beneath(not self.view.beneath),
            Do.ITEM_BACK: lambda: work.choose_next(-1),
            Do.ITEM_ON: lambda: work.choose_next(1),
            Do.UNPUT: work.unput,
            Do.REMOVE: work.remove,
            Do.UNDO: work.undo,
            Do.REDO: work.redo,
        }
        acts[do]()

    def _follow(self) -> None:
        self.player.pause()
        self.work.follow()

    def _next(self) -> None:
        self.player.pause()
        self._show_beneath(False)
        self.form.say("")
        self.work.go_to_missing()

    def _nudge(self, do: Do) -> None:
        item, now = self.work.item, self.work.now
        if not isinstance(item, Region) or now is None:
            return
        place = item.place_at(moment_in(item, now))
        if place is None or not self._on_screen(item):
            return
        across, down = (NUDGES | SIZES)[do]
        change = shifted if do in NUDGES else grown
        self.work.put(item.id, change(place, across * _NUDGE, down * _NUDGE))

    def _on_screen(self, item: Region) -> bool:
        return any(region.id == item.id for region, _ in self.view.regions_now())

    # ---- leaving

    def dismiss(self) -> None:
        """Esc: first lets go of what is dragged, then stops following, then leaves."""
        if not self.view.cancel_drag() and not self.work.stop_following():
            self.close_sheet()

    def close_sheet(self) -> None:
        """What was looked at is kept; the film is let go."""
        if self.isHidden():
            return
        self.let_go()
        super().close_sheet()

    def let_go(self) -> None:
        """Keep what was looked at, and stop the film's threads."""
        self.work.close()
        self.player.close()

    def _lay_card(self) -> None:
        """The whole window but a rim."""
        self.card.resize(self.width() - 32, self.height() - 24)
        self.card.move(QPoint(16, 12))
        self.update()
