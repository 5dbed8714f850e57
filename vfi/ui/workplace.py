"""What everything in the window works with: who codes, which library, the long work, one sheet at a time, one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vfi.core.errors import VfiError
from vfi.desk.library import LibraryDesk
from vfi.desk.session import SessionDesk
from vfi.ui.errors import words_of
from vfi.ui.jobs import Jobs
from vfi.ui.kit.sheet import Sheet
from vfi.ui.rooms.who import WhoSheet
from vfi.ui.settings import SettingsFile
from vfi.ui.shell import MainWindow
from vfi.ui.theme import Theme
from vfi.words import tr


class Workplace(QObject):
    """Made once by the program and handed to those who do something with a session."""

    coder_changed = Signal()
    """Somebody said who is coding; see `coder`."""

    def __init__(self, theme: Theme, settings: SettingsFile, window: MainWindow, jobs: Jobs, library: Path) -> None:
        super().__init__(window)
        self.theme = theme
        self.settings = settings
        self.window = window
        self.jobs = jobs
        self.coder = ""
        self.library = self.library_at(library)
        self._sheet: Sheet | None = None

    def library_at(self, folder: Path) -> LibraryDesk:
        """The library in this folder; one that was read on this machine before must be there."""
        return LibraryDesk(folder, lambda: self.coder, known=str(folder) == self.settings.now.library_seen)

    def may_show(
        self, case: str, session: str, ask: Callable[[str, str], object], here: SessionDesk | None = None
    ) -> SessionDesk | None:
        """The session whose film may be shown. None where nobody agreed yet, which `ask` is told, or where it cannot be
        read, which is said. `here`: the session where it is open already.
        """
        try:
            desk = here or self.library.desk(case, session)
            answer = self.library.may_open(case, session)
        except VfiError as error:
            self.say(error)
            return None
        if desk.session.locked or not answer.allowed:
            ask(case, session)
            return None
        return desk

    # ---- saying

    def say(self, error: VfiError | Exception) -> None:
        """What went wrong, as a sentence at the foot of the window."""
        self.window.toast.say(words_of(error), "danger")

    def done(self, words: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """What was done, for a while; with something to do next it stays."""
        self.window.toast.say(words, "success", action=action, on_action=on_action, stays=bool(action))

    # ---- sheets

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is open."""
        return self._sheet

    def show(self, sheet: Sheet, first: QWidget | None = None) -> bool:
        """Open a sheet; False, and it is thrown away, while another is open."""
        if self._sheet is not None:
            sheet.discard()
            return False
        self._sheet = sheet
        sheet.closed.connect(self._sheet_gone)
        sheet.open(first)
        return True

    def _sheet_gone(self) -> None:
        self._sheet = None

    # ---- who

    def ask_who(self, then: Callable[[], object] | None = None, why: str = "") -> None:
        """Ask who is coding; `then` is done when it is known."""
        sheet = WhoSheet(self.theme, self.window.page, self.settings.now.coders, why=why)
        if self.show(sheet, sheet.first()):
            sheet.chosen.connect(lambda name: self.now_coding(name, then))

    def now_coding(self, name: str, then: Callable[[], object] | None = None) -> None:
        """This person is coding from now on."""
        self.coder = name
        others = tuple(other for other in self.settings.now.coders if other != name)
        self.settings.change(coders=(name, *others))
        self.window.show_coder(name)
        self.coder_changed.emit()
        if then is not None:
            then()

    def ask_again(self) -> None:
        """After a pause somebody else may sit here."""
        self.coder = ""
        self.window.show_coder("")
        self.ask_who(why=tr("Nobody has touched anything for a while. What was keyed is safe."))
