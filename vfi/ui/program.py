"""The rooms put together: who answers what each of them asks for, and the commands of the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from vfi.core.errors import VfiError
from vfi.core.events import EventId
from vfi.core.time import Span
from vfi.desk.bundled import bundled_schemes
from vfi.desk.library_rows import Contents, SessionRow
from vfi.desk.searching import Hit
from vfi.desk.session import This
from vfi.ui import ask
from vfi.ui.arrivals import Arrivals
from vfi.ui.code.room import CodeRoom
from vfi.ui.coding_flow import CodingFlow, title_of
from vfi.ui.commands import Commands, shown_key
from vfi.ui.errors import Catcher
from vfi.ui.feedback.flow import FeedbackFlow
from vfi.ui.feedback.room import FeedbackRoom
from vfi.ui.film_truth import FilmTruth
from vfi.ui.idle import IdleWatch
from vfi.ui.jobs import Jobs
from vfi.ui.printing.flow import PaperFlow
from vfi.ui.program_commands import add_commands
from vfi.ui.recent import Recent
from vfi.ui.redaction.flow import HidingFlow
from vfi.ui.rooms.cards import coding_words, session_title
from vfi.ui.rooms.library import LibraryRoom
from vfi.ui.rooms.schemes import SchemesRoom
from vfi.ui.rooms.scores import ScoresRoom
from vfi.ui.settings import SettingsFile
from vfi.ui.shell import MainWindow, RailIcon
from vfi.ui.taken_back import TakenBack
from vfi.ui.takings import Takings
from vfi.ui.theme import Theme
from vfi.ui.workplace import Workplace
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.ui.coding_session import CodingSession


class Program(QObject):
    """Everything that lives as long as the window."""

    def __init__(self, theme: Theme, settings: SettingsFile, library: Path, example: Path, catcher: Catcher) -> None:
        super().__init__()
        self.theme = theme
        self.settings = settings
        self.example = example
        self.jobs = Jobs(self, threads=4)  # two of them may be busy with whole films for minutes
        self.reading = Jobs(self, threads=1)
        self.commands = Commands(settings.now.keys, self)
        self.window = MainWindow(theme, self.commands)
        self.place = Workplace(theme, settings, self.window, self.jobs, library)
        self.library = LibraryRoom(theme, self.jobs, self.reading, self.place.library)
        self.code = CodeRoom(theme, self.commands.chosen)
        self.scores = ScoresRoom(theme, self.jobs)
        self.schemes = SchemesRoom(theme, lambda: [found.scheme for found in bundled_schemes()])
        self.coding = CodingFlow(self.place, self.code)
        self.films = FilmTruth(self.place, self.code, self.coding)
        self.arrivals = Arrivals(self.place, self.library)
        self.takings = Takings(self.place, self.scores)
        self.feedback = FeedbackRoom(theme, self.commands.chosen)
        self.decks = FeedbackFlow(self.place, self.feedback)
        self.paper = PaperFlow(self.place, self.decks)
        self.hiding = HidingFlow(self.place)
        self.taken_back = TakenBack(self.place, self.coding, self.code, self.decks, self.feedback)
        rooms = ((self.library, 1), (self.code, 2), (self.scores, 3), (self.feedback, 5), (self.schemes, 6))
        for room, number in rooms:
            self.window.add_room(room, f"Ctrl {number}")
        self._foot_of_rail()
        self._connect()
        add_commands(self)
        self.idle = IdleWatch(settings.now.idle_minutes, self._left_alone, self)
        catcher.caught.connect(lambda words: self.window.toast.say(words, "danger"))
        self.window.show_coder("")
        self.window.go("library")

    # ---- putting together

    def _foot_of_rail(self) -> None:
        foot = self.window.rail.foot
        lock = RailIcon(
            self.theme,
            "lock-simple-open",
            tr("This library is not encrypted."),
            lambda: self.window.toast.say(
                tr("This library is not encrypted. Keep this machine and its backups locked away.")
            ),
        )
        gear = RailIcon(self.theme, "gear-six", tr("Settings"), self.show_settings)
        for widget in (lock, gear, self.window.who_disc):
            foot.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def _connect(self) -> None:
        window, place = self.window, self.place
        window.top.who.clicked.connect(lambda: place.ask_who())
        window.film_dropped.connect(self.arrivals.film_given)
        window.more_wanted.connect(self.coding.choose_here)
        window.closing.connect(self.close)
        window.room_shown.connect(self._room_shown)
        place.coder_changed.connect(lambda: self.library.set_coder(place.coder))
        self._connect_library()
        code, coding, scores, takings = self.code, self.coding, self.scores, self.takings
        code.library_wanted.connect(lambda: window.go("library"))
        code.session_wanted.connect(lambda key: coding.open(*key.split("/", 1)))
        code.find_wanted.connect(window.open_finder)
        code.film_alone.connect(self._film_alone)
        code.clip_wanted.connect(self._clip_into_deck)
        code.stretch_wanted.connect(self._stretch_into_deck)
        code.arranged.connect(lambda by_hand: self.settings.change(arranged=by_hand))
        code.arrange(self.settings.now.arranged)
        code.key_elsewhere.connect(self._key_elsewhere)
        code.keyboard_free = lambda: place.sheet is None
        self.commands.covered = lambda: place.sheet is not None
        code.also = self._with_the_picture
        self.commands.changed.connect(lambda: code.use_keys(self.commands.chosen))
        self._connect_feedback()
        coding.consents_wanted.connect(lambda case, session: self.arrivals.consents(case, session))
        coding.opened.connect(self._opened)
        coding.search.came_back.connect(self.library.stills.forget)
        self.arrivals.session_ready.connect(lambda case, session: coding.open(case, session))
        takings.consents_wanted.connect(
            lambda case, purposes, then: self.arrivals.consents(case, purposes=purposes, then=then)
        )
        takings.hiding_wanted.connect(lambda coding, then: self.hiding.open_coded(coding, then, missing=True))
        self.decks.hiding_wanted.connect(lambda session, then: self.hiding.open(session, then=then))
        self.schemes.failed.connect(place.say)
        scores.export_wanted.connect(takings.export_scores)
        scores.library_wanted.connect(lambda: window.go("library"))

    def _connect_feedback(self) -> None:
        room, decks, window = self.feedback, self.decks, self.window
        room.library_wanted.connect(lambda: window.go("library"))
        room.session_wanted.connect(lambda key: decks.open(*key.split("/", 1)))
        decks.consents_wanted.connect(lambda case, session: self.arrivals.consents(case, session))
        decks.asking_wanted.connect(
            lambda case, purposes, then: self.arrivals.consents(case, purposes=purposes, then=then)
        )
        room.add_tool(tr("Hide"), "eye-slash", self.hide_in_deck)
        room.add_tool(tr("Script and card"), "printer", lambda: self.paper.open())
        room.add_tool(tr("Export"), "export", decks.export)
        room.add_tool(tr("Prepare visit"), "lock-key", decks.prepare_visit, first=True)
        decks.search.came_back.connect(self.library.stills.forget)
        decks.budget = lambda: self.coding.coding.player.budget if self.coding.coding is not None else None
        self.commands.changed.connect(lambda: room.use_keys(self.commands.chosen))

    def _connect_library(self) -> None:
        library, arrivals, coding = self.library, self.arrivals, self.coding
        library.open_session.connect(lambda row: coding.open(row.case, row.session.id))
        library.open_event.connect(self._open_comment)
        library.codings_wanted.connect(lambda row: coding.choose(row.case, row.session.id))
        library.feedback_wanted.connect(lambda row: self.decks.open(row.case, row.session.id))
        library.new_session_wanted.connect(arrivals.choose_film)
        library.new_case_wanted.connect(lambda: arrivals.new_case())
        library.consents_wanted.connect(lambda case, session: arrivals.consents(case, session))
        library.home_wanted.connect(arrivals.bring_home)
        library.example_wanted.connect(self.open_example)
        library.folder_wanted.connect(self.choose_library)
        library.session_current.connect(self._session_chosen)
        library.was_read.connect(self._library_read)
        library.was_read.connect(self.taken_back.look)
        arrivals.agreements_changed.connect(self.taken_back.look)

    # ---- who

    def begin(self) -> None:
        """At the start: who is coding, where that is known to be one of several."""
        self.films.watch()
        if self.settings.now.coders:
            self.place.ask_who()

    def _left_alone(self) -> None:
        if self.place.coder and self.place.sheet is None:
            self.coding.pause()
            self.place.ask_again()

    # ---- sessions

    def _library_read(self, contents: Contents) -> None:
        root = str(self.place.library.root)
        if contents.cases and root != self.settings.now.library_seen:
            self.settings.change(library_seen=root)

    def _session_chosen(self, row: SessionRow | None) -> None:
        if row is not None and self.coding.coding is None:
            self.takings.use_session(row.case, row.session.id, session_title(row))

    def choose_coding(self) -> None:
        """Which coding of the session that is chosen in the library."""
        row = self.library.current_session()
        if row is not None:
            self.coding.choose(row.case, row.session.id)

    def open_deck(self) -> None:
        """The deck of the session that is chosen in the library."""
        row = self.library.current_session()
        if row is not None:
            self.decks.open(row.case, row.session.id)

    def _open_comment(self, row: SessionRow, hit: Hit) -> None:
        """The coding in which the comment stands: one's own to go on with, somebody else's to read."""
        coding = next((each for each in row.codings if each.path == hit.coding), None)
        own = coding is not None and coding.coder.casefold() == self.place.coder.casefold()
        self.coding.open(row.case, row.session.id, This(hit.coding, write=own), EventId(hit.event))

    def _opened(self, coding: CodingSession) -> None:
        self._use_film_settings()
        self.takings.use_session(coding.case, coding.session, title_of(coding))

    def _film_alone(self, alone: bool) -> None:
        for widget in (self.window.rail, self.window.top):
            widget.setVisible(not alone)
        if alone:
            self.window.showFullScreen()
        else:
            self.window.showNormal()

    def _key_elsewhere(self, key: str) -> None:
        """A command by its key while the film's own window has the keyboard; what it opens is in this one."""
        for command in self.commands.all():
            if command.room in ("", "code") and not command.own_key and self.commands.key_of(command.id) == key:
                self.window.activateWindow()
                self.commands.do(command.id)
                return

    def _with_the_picture(self) -> list[tuple[str, str, Callable[[], object]]]:
        """For the picture's menu."""
        ids = ("code.copy-still", "code.still", "code.hide")
        return [
            (self.commands.get(id).text, shown_key(self.commands.key_of(id)), partial(self.commands.do, id))
            for id in ids
        ]

    def _clip_into_deck(self, event: EventId) -> None:
        if self.coding.coding is not None:
            self.decks.coded.add_event(self.coding.coding, event)

    def _stretch_into_deck(self, span: Span) -> None:
        if self.coding.coding is not None:
            self.decks.coded.add_stretch(self.coding.coding, span.start, span.end)

    def make_clips(self, events: tuple[EventId, ...]) -> None:
        """Clips of these events of the coding that is open."""
        if self.coding.coding is not None:
            self.takings.make_clips(self.coding.coding, events)

    def hide_in_code(self) -> None:
        """The page on which parts of the film that is coded are hidden."""
        if self.coding.coding is not None:
            self.hiding.open_coded(self.coding.coding)

    def hide_in_deck(self) -> None:
        """The same for the film of the deck's chosen clip, or of the session."""
        if self.decks.deck is not None:
            self.decks.pause()
            page = self.feedback.page
            self.hiding.open_clip(self.decks.deck.desk.session, page.clip if page is not None else None)

    def save_still(self) -> None:
        """The picture on the screen as PNG."""
        if self.coding.coding is not None:
            self.takings.save_still(self.coding.coding)

    def copy_still(self) -> None:
        """The picture on the screen to the clipboard."""
        if self.coding.coding is not None:
            self.takings.copy_still(self.coding.coding)

    def _room_shown(self, room: str) -> None:
        coding = self.coding.coding
        if room != "code":
            self.coding.pause()
        if room != "feedback":
            self.decks.pause()
        elif coding is not None and self.decks.coded.is_due(coding):
            self.decks.open(coding.case, coding.session, here=coding.ready.desk)
        elif self.decks.deck is None:
            self.feedback.show_recent(self._recent())
        if room == "code" and coding is None:
            self.code.show_recent(self._recent())
        if room in ("library", "scores") and coding is not None:
            coding.desk.flush()
        if room == "library" and coding is not None:
            self.library.look_again(coding.case, coding.session)

    def _recent(self) -> tuple[Recent, ...]:
        """The sessions that were coded last in this library."""
        rows = [
            (max((coding.changed for coding in row.codings), default="") or row.session.date, row)
            for row in self.library.all_sessions
        ]
        rows.sort(key=lambda each: each[0], reverse=True)
        return tuple(
            Recent(row.key, row.case, session_title(row), coding_words(row.codings[0]) if row.codings else "")
            for _, row in rows[:3]
        )

    # ---- library and settings

    def choose_library(self) -> None:
        folder = ask.ask_folder(self.window, tr("The folder of the library"), self.place.library.root)
        if folder is not None:
            self.settings.change(library=str(folder))
            self.use_library(folder)

    def use_library(self, folder: Path) -> None:
        """Show the library in this folder."""
        self.coding.close()
        self.decks.forget()
        self.place.library = self.place.library_at(folder)
        self.library.use(self.place.library)
        self.window.go("library")

    def open_example(self) -> None:
        """The drawn example, as a copy that may be changed."""
        from vfi.desk.demo import copy_example

        try:
            if not self.example.exists():
                copy_example(self.example)
        except VfiError as error:
            self.place.say(error)
            return
        self.use_library(self.example)

    def show_settings(self) -> None:
        from vfi.ui.rooms.settings import SettingsSheet

        sheet = SettingsSheet(self.theme, self.window.page, self.settings, self.commands, self.place.library.root)
        if self.place.show(sheet):
            sheet.film_changed.connect(self._use_film_settings)
            sheet.folder_wanted.connect(sheet.close_sheet)
            sheet.folder_wanted.connect(self.choose_library)

    def _use_film_settings(self) -> None:
        coding, now = self.coding.coding, self.settings.now
        if coding is not None:
            coding.use(now.picture_bytes, step_sound=now.step_sound)

    def switch_theme(self) -> None:
        """From light to dark or back."""
        choice = "light" if self.theme.dark else "dark"
        self.settings.change(theme=choice)
        self.theme.choose(choice)  # type: ignore[arg-type]

    # ---- beginning and end

    def warm(self) -> None:
        """Import beside the window what the first session will need."""
        from vfi.ui.warming import warm

        self.jobs.start(lambda handle: warm(handle.cancelled), done=lambda _none: QTimer.singleShot(0, _last_step))

    def remember_window(self) -> None:
        data = self.window.saveGeometry().data()
        self.settings.change(window=bytes(data).hex())

    def restore_window(self) -> None:
        """The window as it was last; a good size the first time."""
        screen = QApplication.primaryScreen()
        if screen is not None:
            room = screen.availableSize()
            self.window.resize(min(1366, room.width()), min(768, room.height()))
        try:
            data = bytes.fromhex(self.settings.now.window)
        except ValueError:
            return
        if data:
            self.window.restoreGeometry(QByteArray(data))

    def close(self) -> None:
        """Everything is written and let go."""
        self.remember_window()
        self.idle.stop()
        self.hiding.close()
        self.decks.close()
        self.coding.close()
        self.jobs.close()
        self.reading.close()


def _last_step() -> None:
    """What makes painted things while it is imported belongs to the window's thread."""
    import vfi.ui.code.page  # noqa: F401
