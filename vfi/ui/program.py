"""The rooms put together: what each asks for is done here, and what happened is said in the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QApplication

from vfi.core.errors import VfiError
from vfi.core.scheme import Scheme
from vfi.desk.bundled import bundled_schemes
from vfi.desk.moved_films import put_back
from vfi.store.audit import Act
from vfi.ui import ask
from vfi.ui.code.empty import Recent
from vfi.ui.code.room import CodeRoom
from vfi.ui.code.safety import Notice
from vfi.ui.coding_session import CodingSession, Ready, make_ready
from vfi.ui.commands import Command, Commands
from vfi.ui.errors import Catcher, words_of
from vfi.ui.idle import IdleWatch
from vfi.ui.jobs import Handle, Jobs
from vfi.ui.kit.sheet import Sheet
from vfi.ui.room import Crumb, Heading
from vfi.ui.rooms.cards import coding_words, role_words, session_title
from vfi.ui.rooms.case_sheets import ConsentSheet, NewCaseSheet
from vfi.ui.rooms.desk_library import DeskLibrary
from vfi.ui.rooms.library import LibraryRoom
from vfi.ui.rooms.new_session import NewSessionSheet
from vfi.ui.rooms.ports import SessionRow
from vfi.ui.rooms.schemes import SchemesRoom
from vfi.ui.rooms.scores import ScoreRow, ScoresRoom, export_name
from vfi.ui.rooms.settings import SettingsSheet
from vfi.ui.rooms.who import WhoSheet
from vfi.ui.settings import SettingsFile
from vfi.ui.shell import MainWindow, RailIcon
from vfi.ui.theme import Theme
from vfi.words import tr


class Program(QObject):
    """Everything that lives as long as the window."""

    def __init__(self, theme: Theme, settings: SettingsFile, library: Path, example: Path, catcher: Catcher) -> None:
        super().__init__()
        self.theme = theme
        self.settings = settings
        self.example = example
        self.coder = ""
        self.coding: CodingSession | None = None
        self._opening = ""
        self._chosen: tuple[str, str] = ("", "")
        self._sheet: Sheet | None = None
        self.jobs = Jobs(self)
        self.commands = Commands(settings.now.keys, self)
        self.window = MainWindow(theme, self.commands)
        self.port = DeskLibrary(library, lambda: self.coder)
        self.library = LibraryRoom(theme, self.jobs, self.port)
        self.code = CodeRoom(theme)
        self.scores = ScoresRoom(theme, self.jobs)
        self.schemes = SchemesRoom(theme, self._schemes())
        for number, room in enumerate((self.library, self.code, self.scores, self.schemes), start=1):
            self.window.add_room(room, f"Ctrl {number}")
        self._foot_of_rail()
        self._connect()
        self._make_commands()
        self.idle = IdleWatch(settings.now.idle_minutes, self._ask_again, self)
        catcher.caught.connect(lambda words: self.window.toast.say(words, "danger"))
        self.window.show_coder("")
        self.window.go("library")

    # ---- putting together

    def _schemes(self) -> list[Scheme]:
        try:
            return [found.scheme for found in bundled_schemes()]
        except VfiError as error:
            self.say(error)
            return []

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
        window, library, code, scores = self.window, self.library, self.code, self.scores
        window.top.who.clicked.connect(lambda: self.ask_who())
        window.film_dropped.connect(self.film_given)
        window.closing.connect(self.close)
        library.open_session.connect(lambda row: self.open_session(row.case, row.session.id))
        library.new_session_wanted.connect(self.choose_film)
        library.new_case_wanted.connect(lambda: self.new_case())
        library.consents_wanted.connect(self.show_consents)
        library.example_wanted.connect(self.open_example)
        library.folder_wanted.connect(self.choose_library)
        library.failed.connect(self.say)
        library.session_current.connect(self._session_chosen)
        code.library_wanted.connect(lambda: window.go("library"))
        code.session_wanted.connect(lambda key: self.open_session(*key.split("/", 1)))
        code.find_wanted.connect(window.open_finder)
        code.notice_changed.connect(self._notice)
        code.film_alone.connect(self._film_alone)
        code.clip_wanted.connect(lambda event: self.make_clips((event,)))
        code.arranged.connect(lambda by_hand: self.settings.change(arranged=by_hand))
        code.arrange(self.settings.now.arranged)
        scores.export_wanted.connect(self.export_scores)
        scores.library_wanted.connect(lambda: window.go("library"))
        window.room_shown.connect(self._room_shown)

    def _make_commands(self) -> None:
        window, library = self.window, self.library

        def go(room: str) -> Callable[[], object]:
            return lambda: window.go(room)

        anywhere = [
            Command(id="find", text=tr("Find a command"), key="Ctrl+K", act=window.open_finder),
            Command(id="go.library", text=tr("Go to the library"), key="Ctrl+1", act=go("library")),
            Command(id="go.code", text=tr("Go to coding"), key="Ctrl+2", act=go("code")),
            Command(id="go.scores", text=tr("Go to the scores"), key="Ctrl+3", act=go("scores")),
            Command(id="go.schemes", text=tr("Go to the schemes"), key="Ctrl+4", act=go("schemes")),
            Command(id="who", text=tr("Somebody else is coding"), key="Ctrl+U", act=self.ask_who),
            Command(id="film", text=tr("New session from a film"), key="Ctrl+N", act=lambda: self.choose_film("")),
            Command(id="theme", text=tr("Light or dark"), key="Ctrl+D", act=self.switch_theme),
            Command(id="settings", text=tr("Settings"), key="Ctrl+,", act=self.show_settings),
            Command(id="folder", text=tr("Use another library folder"), act=self.choose_library),
            Command(id="example", text=tr("Open the drawn example"), act=self.open_example),
            Command(id="quit", text=tr("Leave vfi"), key="Ctrl+Q", act=window.close),
        ]
        self.commands.add(window, *anywhere)
        in_library = [
            Command(id="library.new", text=tr("New session"), key="N", room="library",
                    act=lambda: self.choose_film(library.case)),
            Command(id="library.case", text=tr("New case"), key="Shift+N", room="library", act=self.new_case),
            Command(id="library.consents", text=tr("Consents"), key="Shift+C", room="library",
                    act=lambda: self.show_consents(library.case, ""), ready=lambda: bool(library.case)),
            Command(id="library.search", text=tr("Search cases and sessions"), key="Ctrl+F", room="library",
                    act=lambda: library.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)),
            Command(id="library.reload", text=tr("Read the library again"), key="F5", room="library",
                    act=library.reload),
        ]  # fmt: skip
        self.commands.add(library, *in_library)
        in_scores = [
            Command(id=f"scores.{kind}", text=words, key=key, room="scores", act=partial(self.export_scores, kind),
                    ready=lambda: bool(self.scores.rows))
            for kind, words, key in (("csv", tr("Export the scores as CSV"), "Ctrl+Shift+E"),
                                     ("xlsx", tr("Export the scores as XLSX"), "Ctrl+E"))
        ]  # fmt: skip
        self.commands.add(self.scores, *in_scores)
        self.commands.add(self.code, *self.code.commands())
        library.show_keys(tr("Keys: Enter opens, N new session, Ctrl F search, Ctrl K any command"))

    # ---- saying

    def say(self, error: VfiError | Exception) -> None:
        """What went wrong, as a sentence at the foot of the window."""
        self.window.toast.say(words_of(error), "danger")

    def _notice(self, notice: Notice | None) -> None:
        if notice is None:
            self.window.banner.hide()
            return
        icon = "hard-drives" if notice.level == "warning" else ""
        self.window.banner.say(notice.strong, notice.text, notice.level, icon)

    # ---- who

    def begin(self) -> None:
        """At the start: who is coding, where that is known to be one of several."""
        names = self.settings.now.coders
        if names:
            self.ask_who()

    def ask_who(self, then: Callable[[], object] | None = None, why: str = "") -> None:
        """Ask who is coding; `then` is done when it is known."""
        sheet = WhoSheet(self.theme, self.window.page, self.settings.now.coders, why=why)
        if self._show(sheet, sheet.first()):
            sheet.chosen.connect(lambda name: self._now_coding(name, then))

    def _now_coding(self, name: str, then: Callable[[], object] | None = None) -> None:
        self.coder = name
        others = tuple(other for other in self.settings.now.coders if other != name)
        self.settings.change(coders=(name, *others))
        self.window.show_coder(name)
        self.library.set_coder(name)
        if self.coding is not None:
            self._change_coder(self.coding)
        if then is not None:
            then()

    def _change_coder(self, coding: CodingSession) -> None:
        """Another person goes on in their own coding, never in somebody else's."""
        if coding.opened.coder.casefold() == self.coder.casefold():
            return
        case, session = coding.case, coding.session
        self.close_coding()
        self.open_session(case, session)

    def _ask_again(self) -> None:
        """After a pause somebody else may sit here."""
        if not self.coder or self._sheet is not None:
            return
        if self.coding is not None:
            self.coding.player.pause()
        self.coder = ""
        self.window.show_coder("")
        why = tr("Nobody has touched anything for a while. What was keyed is safe.")
        self.ask_who(why=why)

    def _show(self, sheet: Sheet, first: object = None) -> bool:
        """One sheet at a time."""
        if self._sheet is not None:
            sheet.deleteLater()
            return False
        self._sheet = sheet
        sheet.closed.connect(self._sheet_gone)
        sheet.open(first)  # type: ignore[arg-type]
        return True

    def _sheet_gone(self) -> None:
        self._sheet = None

    # ---- sessions

    def _session_chosen(self, row: SessionRow | None) -> None:
        if row is not None and self.coding is None:
            self._use_for_scores(row.case, row.session.id, session_title(row))

    def open_session(self, case: str, session: str) -> None:
        """Open a session for coding: known coder, the gate's yes, the film found; then the Code room."""
        if not self.coder:
            why = tr("Your name is written with what you code.")
            self.ask_who(lambda: self.open_session(case, session), why)
            return
        if self.coding is not None and (self.coding.case, self.coding.session) == (case, session):
            self.window.go("code")
            return
        try:
            desk = self.port.desk(case, session)
            answer = self.port.may_open(case, session)
            if desk.session.locked or not answer.allowed:
                self.show_consents(case, session)
                return
        except VfiError as error:
            self.say(error)
            return
        self._opening = f"{case}/{session}"
        self.window.toast.say(tr("Opening the film"), stays=True)
        key = self._opening
        self.jobs.start(
            lambda _handle: make_ready(desk),
            done=lambda ready: self._opened(key, ready),
            failed=lambda error: self._not_opened(case, session, error),
        )

    def _opened(self, key: str, ready: Ready) -> None:
        if key != self._opening:
            return  # another session was asked for meanwhile
        self._opening = ""
        self.window.toast.hide()
        self.close_coding()
        try:
            opened = ready.desk.start_coding(self.coder)
            self.port.note(ready.desk.case_id, Act.OPENED, ready.desk.session.id)
        except VfiError as error:
            self.say(error)
            return
        coding = CodingSession(ready, opened, self)
        self.coding = coding
        coding.player.failed.connect(self.say)
        coding.player.said.connect(lambda remark: self.window.toast.say(words_of(remark)))
        coding.start()
        self.code.open_session(coding.desk, coding.player, coding.view, self._heading(coding))
        self._use_for_scores(coding.case, coding.session, _title(coding))
        self.window.go("code")
        for notice in opened.notices:
            self.window.toast.say(words_of(notice), "warning", stays=True)

    def _not_opened(self, case: str, session: str, error: VfiError | Exception) -> None:
        self._opening = ""
        moved = isinstance(error, VfiError) and error.id in {"film-moved", "film-is-another"}
        if not moved:
            self.say(error)
            return
        self.window.toast.say(
            words_of(error),
            "danger",
            action=tr("Show where it is"),
            on_action=lambda: self._find_film(case, session),
        )

    def _find_film(self, case: str, session: str) -> None:
        path = ask.ask_film(self.window)
        if path is None:
            return
        try:
            desk = self.port.desk(case, session)
            put_back(desk, desk.film(), path)
        except VfiError as error:
            self.say(error)
            return
        self.library.stills.forget()
        self.open_session(case, session)

    def _heading(self, coding: CodingSession) -> Heading:
        scheme = coding.opened.coding.scheme
        role = coding.opened.coding.header.role
        crumbs = (Crumb(coding.case), Crumb(_title(coding)), Crumb(scheme.title))
        return Heading(crumbs, role_words(role))

    def close_coding(self) -> None:
        """Leave the session: the room lets go first, then film and coding."""
        if self.coding is None:
            return
        coding, self.coding = self.coding, None
        self.code.close_session()
        coding.close()

    def _film_alone(self, alone: bool) -> None:
        for widget in (self.window.rail, self.window.top):
            widget.setVisible(not alone)
        if alone:
            self.window.showFullScreen()
        else:
            self.window.showNormal()

    def make_clips(self, events: tuple[object, ...]) -> None:
        """Clips of these events; the sheet asks what for, and the gate answers."""
        if self.coding is None:
            return
        from vfi.qt.captions import QtCaptionPainter
        from vfi.ui.export.clip_sheet import ClipSheet

        self.coding.player.pause()
        sheet = ClipSheet(
            self.theme,
            self.window.page,
            self.jobs,
            self.coding.clip_source(),
            events,  # type: ignore[arg-type]
            coder=self.coder,
            painter=QtCaptionPainter,
            folder=self.port.root / self.coding.ready.desk.folder / "exports",
        )
        self._show(sheet)

    def _room_shown(self, room: str) -> None:
        if room != "code" and self.coding is not None:
            self.coding.player.pause()
        if room == "code" and self.coding is None:
            self.code.show_recent(self._recent())
        if room in ("library", "scores") and self.coding is not None:
            self.coding.desk.flush()
        if room == "library" and self.coding is not None:
            self.library.look_again(self.coding.case, self.coding.session)

    def _recent(self) -> tuple[Recent, ...]:
        """The sessions that were coded last in this library."""
        rows: list[tuple[str, SessionRow]] = []
        for case in self.port.cases():
            for row in self.port.sessions(case.case.id):
                changed = max((coding.changed for coding in row.codings), default="")
                rows.append((changed or row.session.date, row))
        rows.sort(key=lambda each: each[0], reverse=True)
        return tuple(
            Recent(row.key, row.case, session_title(row), coding_words(row.codings[0]) if row.codings else "")
            for _, row in rows[:3]
        )

    # ---- new things

    def film_given(self, film: Path) -> None:
        """A film was dropped on the window."""
        self._new_session(self.library.case, film)

    def choose_film(self, case: str) -> None:
        film = ask.ask_film(self.window)
        if film is not None:
            self._new_session(case or self.library.case, film)

    def _new_session(self, case: str, film: Path) -> None:
        if self._sheet is not None:
            self.window.toast.say(tr("Finish what is open first, then drop the film again."), "warning")
            return
        if not case:
            self.new_case(lambda made: self._new_session(made, film))
            return
        try:
            value = next(row.case for row in self.port.cases() if row.case.id == case)
        except VfiError as error:
            self.say(error)
            return
        sheet = NewSessionSheet(self.theme, self.window.page, self.jobs, self.port, value, film)
        if self._show(sheet):
            sheet.started.connect(self._session_started)
            sheet.kept.connect(self._film_kept)

    def _session_started(self, case: str, session: str) -> None:
        self.library.show_case(case, session)
        self.open_session(case, session)

    def _film_kept(self, case: str, session: str) -> None:
        self.window.go("library")
        self.library.show_case(case, session)
        self.window.toast.say(tr("The film is in the library, locked until the family agrees."), "success")

    def new_case(self, then: Callable[[str], object] | None = None) -> None:
        try:
            sheet = NewCaseSheet(self.theme, self.window.page, self.port)
        except VfiError as error:
            self.say(error)
            return
        if self._show(sheet, sheet.parent_label.edit):
            sheet.made.connect(self.library.show_case)
            if then is not None:
                sheet.made.connect(then)

    def show_consents(self, case: str, session: str) -> None:
        try:
            value = next((row.case for row in self.port.cases() if row.case.id == case), None)
        except VfiError as error:
            self.say(error)
            return
        if value is None:
            return
        sheet = ConsentSheet(self.theme, self.window.page, self.port, value, session)
        if self._show(sheet):
            sheet.agreed.connect(lambda _case: self.library.reload())

    # ---- scores

    def _use_for_scores(self, case: str, session: str, title: str) -> None:
        def compute() -> tuple[list[ScoreRow], dict[str, Scheme]]:
            from vfi.desk.scores import score_rows

            desk = self.port.desk(case, session)
            schemes = {
                listed.header.id: desk.scheme_of(listed.header)
                for listed in desk.codings()
                if listed.header is not None and listed.damage is None and listed.header.scheme_hash
            }
            return score_rows(desk), {str(id): scheme for id, scheme in schemes.items()}

        self._chosen = (case, session)
        self.scores.show_session(case, title, compute)

    def export_scores(self, kind: str) -> None:
        """The whole table, all codings of the session."""
        from vfi.desk.scores import write_scores

        rows = self.scores.rows
        if not rows:
            return
        kinds = tr("Workbook (*.xlsx)") if kind == "xlsx" else tr("Table (*.csv)")
        path = ask.ask_save(self.window, tr("Export the scores"), export_name(*self._chosen, kind), kinds)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(f".{kind}")

        def work(_handle: Handle) -> Path:
            write_scores(rows, path)
            return path

        def done(written: Path) -> None:
            self.window.toast.say(tr("The table is written: {file}", file=written.name), "success")

        self.jobs.start(work, done=done, failed=self.say)

    # ---- library and settings

    def choose_library(self) -> None:
        folder = ask.ask_folder(self.window, tr("The folder of the library"), self.port.root)
        if folder is not None:
            self.settings.change(library=str(folder))
            self.use_library(folder)

    def use_library(self, folder: Path) -> None:
        """Show the library in this folder."""
        self.close_coding()
        self.port = DeskLibrary(folder, lambda: self.coder)
        self.library.set_port(self.port)
        self.window.go("library")

    def open_example(self) -> None:
        """The drawn example, as a copy that may be changed."""
        from vfi.desk.demo import copy_example

        try:
            if not self.example.exists():
                copy_example(self.example)
        except VfiError as error:
            self.say(error)
            return
        self.use_library(self.example)

    def show_settings(self) -> None:
        sheet = SettingsSheet(self.theme, self.window.page, self.settings, self.commands)
        if self._show(sheet):
            sheet.folder_wanted.connect(sheet.close_sheet)
            sheet.folder_wanted.connect(self.choose_library)

    def switch_theme(self) -> None:
        """From light to dark or back."""
        choice = "light" if self.theme.dark else "dark"
        self.settings.change(theme=choice)
        self.theme.choose(choice)  # type: ignore[arg-type]

    # ---- the end

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
        self.close_coding()
        self.jobs.close()


def _title(coding: CodingSession) -> str:
    desk = coding.ready.desk
    return session_title(SessionRow(case=desk.case_id, session=desk.session))
