"""From the Code room, the deck or a refused export to the page on which parts of a film are hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from vfi.core.deck import Clip
from vfi.core.time import Span
from vfi.desk.session import SessionDesk
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle, Job
from vfi.ui.workplace import Workplace
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.media.budget import MemoryBudget
    from vfi.ui.coding_session import CodingSession
    from vfi.ui.redaction.sheet import HidingSheet
    from vfi.ui.redaction.work import HidingFilm


class HidingFlow(QObject):
    """Opens the page for a session."""

    def __init__(self, place: Workplace, budget: Callable[[], MemoryBudget | None] = lambda: None) -> None:
        super().__init__(place)
        self._place = place
        self._budget = budget
        self._opens: Job | None = None
        self._sheet: HidingSheet | None = None

    def open(
        self,
        session: SessionDesk,
        camera: int = 0,
        *,
        at: int | None = None,
        stretch: Span | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """`at`: session time to begin with; without it where nobody has looked yet. `stretch`: of a clip.

        `then`: done when the page is closed.
        """
        place = self._place

        def work(_handle: Handle) -> HidingFilm:
            from vfi.ui.redaction.work import make_ready

            return make_ready(session, camera)

        if self._opens is not None:
            self._opens.cancel()
        place.window.toast.say(tr("Opening the film"), stays=True)
        self._opens = place.jobs.start(
            work,
            done=lambda film: self._ready(film, camera, at, stretch, then),
            failed=place.say,
            patience=0.1,
        )

    def _ready(
        self, film: HidingFilm, camera: int, at: int | None, stretch: Span | None, then: Callable[[], object] | None
    ) -> None:
        from vfi.qt.sound import qt_sound_out
        from vfi.ui.redaction.looked import to_look_at
        from vfi.ui.redaction.sheet import HidingSheet

        self._opens = None
        place = self._place
        place.window.toast.hide()
        if at is None:
            missing = to_look_at(film.desk.redaction, film.names)
            at = missing[0].start if missing else stretch.start if stretch is not None else film.clock.start
        session = film.desk.session
        sheet = HidingSheet(
            place.theme,
            place.window.page,
            place.jobs,
            film,
            title=session.folder.replace("/", " / "),
            at=film.clock.frame_at(at),
            stretch=stretch,
            sound_out=qt_sound_out,
            budget=self._budget(),
        )
        if not place.show(sheet, sheet.view):
            sheet.let_go()
            return
        self._sheet = sheet
        sheet.closed.connect(self._gone)
        sheet.said.connect(lambda remark: place.window.toast.say(words_of(remark)))

        def show_again(frame: int) -> None:
            if self._sheet is sheet:
                sheet.close_sheet()
                self.open(session, camera, at=film.clock.time_of(frame), stretch=stretch, then=then)

        sheet.outdated.connect(
            lambda frame: place.window.toast.say(
                tr("Another window has changed the same meanwhile, so this was not kept."),
                "danger",
                action=tr("Show what is there now"),
                on_action=lambda: show_again(frame),
            )
        )
        if then is not None:
            sheet.closed.connect(then)

    def _gone(self) -> None:
        self._sheet = None

    def close(self) -> None:
        """The window goes: what was looked at is kept, the film let go."""
        if self._opens is not None:
            self._opens.cancel()
        if self._sheet is not None:
            self._sheet.let_go()
            self._sheet = None

    def open_coded(
        self, coding: CodingSession, then: Callable[[], object] | None = None, *, missing: bool = False
    ) -> None:
        """The film of the camera that leads, at the picture on the screen; `missing`: where nobody has looked."""
        if coding.not_yet is not None:
            self._place.say(coding.not_yet)
            return
        desk, others = coding.ready.desk, coding.ready.others
        ref = (desk.film(), *others.refs)[coding.lead]
        camera = next((number for number, films in enumerate(desk.cameras()) if ref in films), 0)
        frame = coding.player.current_frame
        coding.player.pause()
        at = coding.desk.clock.time_of(frame) if frame is not None and not missing else None
        self.open(desk, camera, at=at, then=then)

    def open_clip(self, session: SessionDesk, clip: Clip | None) -> None:
        """The film of a clip, from its start; without one the lead's."""
        if clip is None:
            self.open(session)
            return
        cameras = session.cameras()
        camera = next((number for number, films in enumerate(cameras) if films[0].camera == clip.camera), 0)
        self.open(session, camera if clip.camera else 0, at=clip.start, stretch=Span(clip.start, clip.end))
