"""What is known of the film that is open, and its verifying: in the top bar, in a sheet, by command, and in a pause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from vfi.desk.film_checks import BadStretch, bad_stretches
from vfi.ui.code.film_line import FilmWords
from vfi.ui.code.room import CodeRoom
from vfi.ui.coding_flow import CodingFlow
from vfi.ui.idle import IdleWatch
from vfi.ui.verifying import Verifying
from vfi.ui.workplace import Workplace
from vfi.words import tr
from vfi.words.films import verified_words

if TYPE_CHECKING:  # the window is shown before anything of a film is
    from vfi.media.playback import PlayState
    from vfi.media.report import FilmReport
    from vfi.ui.coding_session import CodingSession

IDLE_MINUTES = 2
"""Nobody has touched anything for so long: the films are verified meanwhile, if they were not."""


class FilmTruth(QObject):
    """One for the window; follows the session that is open."""

    def __init__(self, place: Workplace, room: CodeRoom, flow: CodingFlow) -> None:
        super().__init__(place)
        self._place = place
        self._room = room
        self._coding: CodingSession | None = None
        self.verifying: Verifying | None = None
        self._idle = IdleWatch(IDLE_MINUTES, self.left_alone, self)
        flow.opened.connect(self._opened)
        flow.closed.connect(self._closed)
        room.film_wanted.connect(self.show_film)

    def watch(self) -> None:
        """Notice from now on when nobody touches the window, which has been shown."""
        window = self._place.window.windowHandle()
        if window is not None:
            self._idle.watch(window)

    # ---- the session

    def _opened(self, coding: CodingSession) -> None:
        self._closed()
        self._coding = coding
        verifying = self.verifying = Verifying(self._place.jobs, coding.ready.desk, self)
        verifying.changed.connect(self._show)
        coding.player.painted.connect(verifying.film_moved)
        coding.player.state_changed.connect(self._film_state)
        verifying.look()
        self._show()

    def _film_state(self, state: PlayState) -> None:
        if self.verifying is not None:
            self.verifying.film_plays(state.playing)

    def _closed(self) -> None:
        verifying, self.verifying, self._coding = self.verifying, None, None
        if verifying is not None:
            verifying.close()
            verifying.deleteLater()

    def _show(self) -> None:
        if self.verifying is not None:
            self._room.film_line.show_words(words_of_film(self.verifying))
            self._room.heading_changed.emit()  # the top bar makes room for the words

    # ---- verifying

    def verify(self) -> None:
        """By command: begin, and say so where it can be followed."""
        coding, verifying = self._coding, self.verifying
        if coding is None or verifying is None:
            return
        if coding.not_yet is not None:
            self._place.say(coding.not_yet)
            return
        verifying.start()

    def left_alone(self) -> None:
        """A pause: what was never verified is verified now. A film that plays by itself is being watched."""
        coding, verifying = self._coding, self.verifying
        if coding is None or verifying is None or coding.not_yet is not None:
            return
        state = coding.player.state
        watched = state is not None and state.playing
        if verifying.looked and verifying.checked is None and verifying.error is None and not watched:
            verifying.start()

    # ---- the sheet

    def show_film(self) -> None:
        """About this film."""
        coding, verifying = self._coding, self.verifying
        if coding is None or verifying is None:
            return
        from vfi.media.report import film_report
        from vfi.ui.code.film_sheet import AboutFilm, FilmSheet

        coding.player.pause()

        def report() -> FilmReport:
            return film_report(coding.film, coding.lead_index)

        def stretches() -> Sequence[BadStretch]:
            desk, checked = coding.ready.desk, verifying.checked
            if checked is None:
                return ()
            leads = (desk.film(), *coding.ready.others.refs)[coding.lead]
            camera = next(number for number, films in enumerate(desk.cameras()) if films[0] == leads)
            return bad_stretches(desk, checked, camera)

        about = AboutFilm(coding.film.name, report, stretches, lambda: coding.not_yet)
        sheet = FilmSheet(self._place.theme, self._place.window.page, self._place.jobs, about, verifying)
        if self._place.show(sheet, sheet.verify):
            sheet.go_to.connect(coding.player.go)


def words_of_film(verifying: Verifying) -> FilmWords:
    """For the top bar."""
    if verifying.running:
        percent = int(100 * (verifying.part or 0))
        return FilmWords(tr("Verifying frames, {percent} %", percent=percent), "hourglass", "quiet")
    if verifying.error is not None:
        return FilmWords(tr("Film not verified"), "warning", "warning")
    checked = verifying.checked
    if checked is None:
        return FilmWords(tr("About this film"), "film-strip", "quiet")
    words = verified_words(checked.whole, checked.when)
    return FilmWords(words, "check-circle", "success") if checked.whole else FilmWords(words, "warning", "warning")
