"""A visit from its first page to its end: opens the deck, shows it, keeps what is marked; nobody gets out unasked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from vfi.core.errors import CouldNot, VfiError
from vfi.core.ports import SoundOut
from vfi.core.presenting import Now, Press
from vfi.core.showing import Backstage
from vfi.desk.opening_decks import OpenedDeck, open_for_visit
from vfi.desk.visits import VisitDesk
from vfi.ui.jobs import Job, Jobs
from vfi.ui.present.films import ShowFilms
from vfi.ui.present.keys import Note
from vfi.ui.present.lock import HEART, NOT_KEPT, SAID
from vfi.ui.present.notes import NotesScreen
from vfi.ui.present.screen import ParentScreen
from vfi.ui.present.voices import Voices
from vfi.ui.rooms.dates import day_words
from vfi.ui.visit.leaving import LeavePage, SaidPage
from vfi.ui.visit.pages import CalmPage, PinPage
from vfi.ui.visit.pins import Lock
from vfi.ui.visit.screens import Places, Screen, Screens, places
from vfi.ui.visit.start import StartPage
from vfi.words import sentence, tr

_log = logging.getLogger(__name__)

Fill = Callable[[QWidget, Screen], None]


def fill_screen(window: QWidget, screen: Screen) -> None:
    """Make the window fill this screen, in front of everything."""
    if isinstance(screen, QScreen):
        window.setScreen(screen)
    window.setGeometry(screen.geometry())
    window.showFullScreen()
    window.raise_()
    window.activateWindow()


class HeldVisit(QObject):
    """One visit. `begin` shows the first page; `ended` comes when its last window has gone."""

    ended = Signal()

    def __init__(
        self,
        deck: Path,
        lock: Lock,
        *,
        who: str,
        screens: Screens,
        jobs: Jobs,
        sound_out: Callable[[], SoundOut | None] | None = None,
        fade_ms: int = 320,
        settle_ms: int = 300,
        fill: Fill = fill_screen,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._deck = deck
        self._lock = lock
        self._who = who
        self._screens = screens
        self._jobs = jobs
        self._sound_out = sound_out
        self._fade_ms = fade_ms
        self._settle_ms = settle_ms
        self._fill = fill
        self._swapped = False
        self._opened: OpenedDeck | None = None
        self._films: ShowFilms | None = None
        self._job: Job | None = None
        self._why: VfiError | None = None
        """Why nothing can be shown."""
        self._trouble = ""
        """What went wrong while it was shown; told behind the PIN, and on the notes."""
        self.visit: VisitDesk | None = None
        self.start = StartPage()
        self.screen: ParentScreen | None = None
        self.notes: NotesScreen | None = None
        self.over: CalmPage | None = None
        """The page of the clinician that lies over everything: PIN, what now, what was said."""
        self._voices: Voices | None = None
        self.start.yes.connect(self._go)
        self.start.no.connect(lambda: self._ask_to_leave())
        self.start.swap.connect(self._swap)
        self.start.installEventFilter(self)
        screens.on_change(self._screens_changed)

    # ---- the first page

    def begin(self) -> None:
        """Show the first page at once; the deck is opened beside it."""
        self._fill(self.start, self._screens.all()[0])
        self._job = self._jobs.start(lambda _handle: open_for_visit(self._deck), done=self._ready, failed=self._refused)

    @property
    def places(self) -> Places:
        """Which screen is whose."""
        return places(self._screens.all(), swapped=self._swapped)

    def _ready(self, opened: OpenedDeck) -> None:
        self._opened = opened
        prepared = opened.prepared
        self._films = ShowFilms(
            prepared.show,
            prepared.films,
            self._jobs,
            sound_out=self._sound_out,
            hidden=opened.hidden,
            parent=self,
        )
        size = self._screens.all()[self.places.parent].geometry().size()
        ratio = self.start.devicePixelRatioF()
        # clips are got ready while the question is being answered
        self._films.make_stills((round(size.width() * ratio), round(size.height() * ratio * 0.73)))
        self.start.ask(prepared.backstage, self.places.why)

    def _refused(self, error: VfiError | Exception) -> None:
        if not isinstance(error, VfiError):
            _log.error("a visit cannot be opened", exc_info=error)
            error = CouldNot("unforeseen", log="")
        self._why = error
        self.start.refuse()

    def _swap(self) -> None:
        self._swapped = not self._swapped
        all_, now = self._screens.all(), self.places
        if now.notes is not None:
            self._fill(self.start, all_[now.notes])

    # ---- showing

    def _go(self, to_first_clip: bool) -> None:
        opened, films = self._opened, self._films
        if opened is None or films is None or self.screen is not None:
            return
        try:
            self.visit = opened.begin(self._who)
        except VfiError as error:
            self._refused(error)
            return
        prepared = opened.prepared
        self._voices = Voices(prepared.voices, self._sound_out or (lambda: None))
        screen = ParentScreen(
            prepared.show,
            prepared.texts,
            films,
            fade_ms=self._fade_ms,
            settle_ms=self._settle_ms,
            said=self._said,
        )
        self.screen = screen
        screen.noted.connect(self._noted)
        screen.listen_wanted.connect(self._voices.play)
        screen.unlock_wanted.connect(self._ask_to_leave)
        screen.changed.connect(self._changed)
        screen.failed.connect(self._say_trouble)
        screen.resize(self._screens.all()[self.places.parent].geometry().size())
        screen.fit()
        if to_first_clip:
            screen.start_at(opened.first_clip)
        self._place()
        self.start.hide()

    def _place(self) -> None:
        """Put every window where it belongs."""
        assert self.screen is not None
        all_, now = self._screens.all(), self.places
        if now.notes is not None:
            self._show_notes(all_[now.notes])
        self._fill(self.screen, all_[now.parent])

    def _show_notes(self, where: Screen) -> None:
        assert self._opened is not None
        assert self._films is not None
        assert self.screen is not None
        backstage = self._opened.prepared.backstage
        self.notes = NotesScreen(
            self._opened.prepared.show,
            backstage,
            self._films,
            self.screen.rules,
            picture=self.screen.seen,
            day=_review(backstage),
        )
        self.notes.act.connect(self.screen.act)
        self.notes.unlock_wanted.connect(self._ask_to_leave)
        self.notes.show_now(self.screen.now)
        self._fill(self.notes, where)

    def _screens_changed(self) -> None:
        """Unplugged, plugged in, mirrored: notes go at once when they could be seen; they do not come by themselves."""
        now = self.places
        if self.screen is None:
            if self._opened is not None and self._why is None:
                self.start.tell_screens(now.why)
            return
        if self.notes is not None and now.notes is None:
            if self.over is not None and self.over.parent() is self.notes:
                self._close_over()
            self.notes.let_go()
            self.notes.deleteLater()
            self.notes = None
        all_ = self._screens.all()
        self._fill(self.screen, all_[now.parent if self.notes is not None else 0])
        if self.notes is not None and now.notes is not None:
            self._fill(self.notes, all_[now.notes])

    def _changed(self, now: Now) -> None:
        if self._voices is not None:
            self._voices.stop()
        if self.notes is not None:
            self.notes.show_now(now)

    def _noted(self, note: Note) -> None:
        screen, opened, visit = self.screen, self._opened, self.visit
        if screen is None or opened is None or visit is None:
            return
        moment = screen.rules.moment(screen.now)
        if moment is None:
            return
        at = None
        if moment.film is not None and moment.frame is not None:
            at = opened.prepared.films[moment.film].clock.time_of(moment.frame)
        try:
            (visit.heart if note is Note.HEART else visit.said)(moment.item, at)
        except VfiError as error:
            screen.show_noted(NOT_KEPT)
            self._say_trouble(error)
            return
        screen.show_noted(HEART if note is Note.HEART else SAID)
        if self.notes is not None:
            self.notes.show_remarks(visit.visit.remarks)

    def _say_trouble(self, error: VfiError) -> None:
        _log.warning("while a film was shown: %s", error.id)
        self._trouble = sentence(error)
        if self.notes is not None:
            self.notes.show_trouble(self._trouble)

    def _said(self) -> tuple[str, ...]:
        """The parent's own words so far."""
        if self.visit is None:
            return ()
        remarks = self.visit.visit.remarks
        return tuple(each.words for each in remarks if each.words and not each.struck)

    # ---- leaving

    def _ask_to_leave(self, typed: str = "") -> None:
        if self.over is not None:
            return
        if not self._lock.needed:
            self._what_now()
            return
        page = PinPage(self._lock)
        page.opened.connect(self._what_now)
        page.left.connect(self._close_over)
        page.type(typed)
        self._lay_over(page)

    def _what_now(self) -> None:
        marks = None
        if self.visit is not None:
            marks = sum(not each.struck for each in self.visit.visit.remarks)
        page = LeavePage(marks, self._why if self.screen is None else None, self._trouble)
        page.go_on.connect(self._go_on)
        page.write_down.connect(self._write_down)
        page.end.connect(self.end)
        self._lay_over(page)

    def _go_on(self) -> None:
        self._close_over()
        if self.screen is not None:
            self.screen.press(Press.GO_ON)
            self.screen.activateWindow()

    def _write_down(self) -> None:
        """On the parent's screen: they see what is written, and can strike it."""
        if self.visit is None or self.screen is None or self._opened is None:
            return
        page = SaidPage(self.visit, self._opened.prepared.show.items[-1].id)
        page.done.connect(self._what_now)
        page.changed.connect(self.screen.read_again)
        self._lay_over(page, self.screen)

    def _lay_over(self, page: CalmPage, host: QWidget | None = None) -> None:
        """Over the clinician's own screen where there is one: nobody looks on as the PIN is typed."""
        self._close_over()
        host = host or self.notes or self.screen or self.start
        page.setParent(host)
        page.setGeometry(host.rect())
        page.show()
        page.raise_()
        host.installEventFilter(self)
        host.activateWindow()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.over = page

    def _close_over(self) -> None:
        if self.over is not None:
            page, self.over = self.over, None
            host = page.parentWidget()
            page.hide()
            page.deleteLater()
            if host is not None:
                host.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.over is not None and watched is self.over.parent():
            self.over.setGeometry(self.over.host_rect())
        elif event.type() == QEvent.Type.Close and watched is self.start:
            event.ignore()  # the window's own cross asks for the PIN, too
            self._ask_to_leave()
            return True
        return False

    def end(self) -> None:
        """The visit is over: everything is written and let go."""
        if self._job is not None:
            self._job.cancel()
        if self._voices is not None:
            self._voices.stop()
        if self.notes is not None:
            self.notes.let_go()
            self.notes.deleteLater()
            self.notes = None
        self._close_over()
        if self.screen is not None:
            self.screen.let_close()
            self.screen.deleteLater()
        elif self._films is not None:
            self._films.close()
        if self.visit is not None:
            self.visit.close()
        self.start.hide()
        self.start.deleteLater()
        self.ended.emit()


def _review(backstage: Backstage) -> str:
    """Which review this is, and its theme."""
    day = day_words(backstage.film_day, year=False)
    if not backstage.theme:
        return tr("review of {day}", day=day)
    return tr("review of {day}, theme: {theme}", day=day, theme=backstage.theme)
