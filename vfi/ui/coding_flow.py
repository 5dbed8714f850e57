"""From a session in the library to its coding in the Code room and back: asked, found, opened, said, let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from vfi.core.errors import CouldNot, VfiError
from vfi.core.events import EventId
from vfi.desk.library_rows import SessionRow
from vfi.desk.session import CodingChoice, GoOn, SessionDesk, This
from vfi.store.audit import Act
from vfi.ui.code.room import CodeRoom
from vfi.ui.code.safety import Notice
from vfi.ui.coding_banner import CodingBanner
from vfi.ui.errors import words_of
from vfi.ui.film_search import GONE, FilmSearch
from vfi.ui.jobs import Handle, Job
from vfi.ui.room import Crumb, Heading
from vfi.ui.rooms.cards import role_words, session_title
from vfi.ui.rooms.codings_sheet import CodingsSheet
from vfi.ui.workplace import Workplace
from vfi.words import listed, tr

if TYPE_CHECKING:
    from vfi.ui.coding_session import CodingSession, Ready


class CodingFlow(QObject):
    """Holds the coding that is open, if any."""

    consents_wanted = Signal(str, str)
    """Case and session: nobody has agreed to this film yet."""
    opened = Signal(object)
    """`CodingSession`, once it stands in the Code room."""
    closed = Signal()
    """The coding that was open is being left."""

    def __init__(self, place: Workplace, room: CodeRoom) -> None:
        super().__init__(place)
        self._place = place
        self._room = room
        self.coding: CodingSession | None = None
        self._opening = ""
        self._opens: Job | None = None
        self.search = FilmSearch(place)
        self._reading: Job | None = None
        self._banner = CodingBanner(place.window.banner, self.open)
        room.notice_changed.connect(self._notice)
        place.coder_changed.connect(self._coder_changed)

    # ---- opening

    def open(self, case: str, session: str, choice: CodingChoice | None = None, event: EventId | None = None) -> None:
        """Open a session for coding: known coder, the gate's yes, the film found; then the Code room.

        Without a `choice` the coder goes on where they were. `event`: go to this event.
        """
        place = self._place
        if not place.coder:
            place.ask_who(
                lambda: self.open(case, session, choice, event), tr("Your name is written with what you code.")
            )
            return
        if self._is_open(case, session, choice):
            place.window.go("code")
            self._go_to(event)
            return
        desk = place.may_show(case, session, self.consents_wanted.emit)
        if desk is None:
            return
        key = self._opening = f"{case}/{session}"
        place.window.toast.say(tr("Opening the film"), stays=True)

        def work(handle: Handle) -> Ready:
            from vfi.ui.coding_session import make_ready

            return make_ready(desk, progress=handle.progress, cancelled=handle.cancelled)

        if self._opens is not None:
            self._opens.cancel()
        self._opens = place.jobs.start(
            work,
            done=lambda ready: self._ready(key, ready, choice or GoOn(), event),
            failed=lambda error: self._not_opened(key, desk, error),
            progress=lambda part: self._opening_on(key, part),
        )

    def _opening_on(self, key: str, part: float) -> None:
        """A film without a table must be read through before there is anything to see."""
        if key == self._opening:
            words = tr("Opening the film: frame times are being read, {percent} %", percent=int(100 * part))
            self._place.window.toast.say(words, stays=True)

    def _is_open(self, case: str, session: str, choice: CodingChoice | None) -> bool:
        coding = self.coding
        if coding is None or (coding.case, coding.session) != (case, session):
            return False
        if isinstance(choice, This):
            return choice.path == coding.opened.path and (not choice.write or coding.opened.read_only is None)
        return choice is None

    def _ready(self, key: str, ready: Ready, choice: CodingChoice, event: EventId | None) -> None:
        from vfi.ui.coding_session import CodingSession

        if key != self._opening:
            return  # another session was asked for meanwhile
        self._opening = ""
        place = self._place
        place.window.toast.hide()
        if isinstance(choice, This) and self.coding is not None and choice.path == self.coding.opened.path:
            self.close()  # it has one writer, and that is this window so far
        try:
            opened = ready.desk.open(choice, place.coder)
        except VfiError as error:
            place.say(error)  # what was open stays open
            return
        try:
            place.library.note(ready.desk.case_id, Act.OPENED, ready.desk.session.id)
        except VfiError as error:
            if opened.read_only is None:  # a library that can only be read takes no entry either
                opened.close()
                place.say(error)
                return
        self.close()
        coding = CodingSession(ready, opened, self, place.theme)
        self.coding = coding
        coding.player.failed.connect(place.say)
        coding.player.said.connect(lambda remark: place.window.toast.say(words_of(remark)))
        coding.led.connect(lambda: self._led(coding))
        self._with_cameras(coding)
        coding.keep_looks(place.jobs)
        coding.start()
        self._show(coding)
        self.opened.emit(coding)
        place.window.go("code")
        if opened.notices:
            place.window.toast.say(" ".join(words_of(notice) for notice in opened.notices), "warning", stays=True)
        self._go_to(event)
        self._read_through(coding)

    # ---- a long film: looked at first, coded when all its frames are known

    def _read_through(self, coding: CodingSession) -> None:
        """Read the film through beside the window, where that was not done before."""
        from vfi.ui.coding_session import read_through

        held, ready = coding.held, coding.ready
        if held is None:
            return
        self._reading = self._place.jobs.start(
            lambda handle: read_through(ready, progress=handle.progress, cancelled=handle.cancelled),
            done=lambda found: self._frames_known(coding, found),
            failed=lambda error: self._not_read_through(coding, error),
            progress=held.told,
        )

    def _frames_known(self, coding: CodingSession, found: Ready) -> None:
        """Coding can begin. Where the film is otherwise than its table said, it is opened anew at the same picture."""
        self._reading = None
        if coding is not self.coding or coding.frames_known(found):
            return
        shown, lead, frame = coding.lead_index, coding.lead, coding.player.current_frame
        path, reason = coding.opened.path, coding.opened.read_only
        self._opening = key = f"{coding.case}/{coding.session}"
        self._ready(key, found, This(path, write=reason is None), None)
        again = self.coding
        if again is None or again is coding or frame is None:
            return
        if lead and again.together is not None:
            again.together.lead(lead)
        again.player.go(shown.same_picture(frame, again.lead_index))

    def _not_read_through(self, coding: CodingSession, error: VfiError | Exception) -> None:
        self._reading = None
        if coding is self.coding and coding.held is not None:
            coding.held.fail(error if isinstance(error, VfiError) else CouldNot("film-not-read-through"))

    def not_yet(self) -> bool:
        """Must what is made from frame numbers wait? Says so."""
        waits = self.coding.not_yet if self.coding is not None else None
        if waits is not None:
            self._place.say(waits)
        return waits is not None

    def _show(self, coding: CodingSession) -> None:
        self._room.close_session()  # it must have let go of the stills before they are another camera's
        tracks = coding.tracks(self._place.jobs)
        self._room.open_session(coding.desk, coding.player, coding.view, self._heading(coding), tracks)

    def _led(self, coding: CodingSession) -> None:
        """Another camera leads: the room is made for its frames, as it was, and the keyboard stays at the film."""
        before = self._room.page
        was = None if before is None else (before.timeline.hidden, before.timeline.near, before.selected)
        self._show(coding)
        page = self._room.page
        if page is None:
            return
        if was is not None:
            hidden, near, selected = was
            page.timeline.hide_tracks(hidden)
            page.timeline.look_near(near)
            page.show_selected(selected)
        page.to_film()

    def _with_cameras(self, coding: CodingSession) -> None:
        """Several cameras: they can be laid on one clock; one that is not there is told."""
        from vfi.ui.cameras.in_session import CameraLaying, say_trouble

        say_trouble(self._place, coding.ready.others)
        if coding.together is None:
            return
        refs = (coding.ready.desk.film(), *coding.ready.others.refs)
        laying = CameraLaying(self._place, coding.ready.desk, refs, coding.together, coding.lead_moved, coding)
        coding.together.lay_wanted.connect(laying.ask)
        coding.together.names_wanted.connect(laying.ask_names)
        coding.together.failed.connect(self._place.say)

    def add_camera(self) -> None:
        """The film of another camera for the session that is open, which is opened again with it."""
        coding = self.coding
        if coding is None:
            return
        from vfi.ui.cameras.adding import add_camera

        case, session, this = coding.case, coding.session, This(coding.opened.path)

        def added(words: str) -> None:
            if self.coding is not coding:
                self._place.done(words)
                return
            once = Qt.ConnectionType.SingleShotConnection
            self.opened.connect(lambda _coding: self._place.done(words), once)
            self.close()
            self.open(case, session, this)

        try:
            add_camera(self._place, self._place.library.desk(case, session), added)
        except VfiError as error:
            self._place.say(error)

    def name_cameras(self) -> None:
        """Say what the cameras of the session are called."""
        if self.coding is not None and self.coding.together is not None:
            self.coding.together.names_wanted.emit()

    def lay_cameras(self) -> None:
        """Lay the cameras of the session on one clock."""
        if self.coding is not None and self.coding.together is not None and not self.not_yet():
            self.coding.together.lay_wanted.emit()

    def _go_to(self, event: EventId | None) -> None:
        if event is not None and self._room.page is not None:
            self._room.page.jump_to(event)

    def _heading(self, coding: CodingSession) -> Heading:
        header = coding.opened.coding.header
        scheme = coding.opened.coding.scheme.title
        whose = scheme if _same(header.coder, self._place.coder) else listed((header.coder, scheme))
        crumbs = (Crumb(coding.case), Crumb(title_of(coding)), Crumb(whose))
        return Heading(crumbs, role_words(header.role), more=tr("Codings of this session"))

    # ---- another coding of the session

    def choose(self, case: str, session: str) -> None:
        """Which coding of this session: one's own, a new one, or somebody else's for reading."""
        place = self._place
        if not place.coder:
            place.ask_who(lambda: self.choose(case, session), tr("Your name is written with what you code."))
            return
        try:
            desk = place.library.desk(case, session)
            rows, schemes = place.library.codings(desk), place.library.schemes()
        except VfiError as error:
            place.say(error)
            return
        here = self.coding.opened.path if self.coding is not None else ""
        title = session_title(SessionRow(case=case, session=desk.session))
        sheet = CodingsSheet(
            place.theme, place.window.page, title, rows, schemes, place.coder, desk.session.scheme, here
        )
        if place.show(sheet, sheet.first()):
            sheet.chosen.connect(lambda choice: self.open(case, session, choice))

    def choose_here(self) -> None:
        """The same for the session that is open."""
        if self.coding is not None:
            self.choose(self.coding.case, self.coding.session)

    def _coder_changed(self) -> None:
        """Another person goes on in their own coding, never in somebody else's."""
        coding = self.coding
        if coding is not None and not _same(coding.opened.coder, self._place.coder):
            case, session = coding.case, coding.session
            self.close()
            self.open(case, session)

    def _notice(self, notice: Notice | None) -> None:
        self._banner.show(notice, self.coding)

    # ---- a film that is not where it was

    def _not_opened(self, key: str, desk: SessionDesk, error: VfiError | Exception) -> None:
        if key != self._opening:
            return
        self._opening = ""
        if isinstance(error, VfiError) and error.id in GONE:
            self._place.window.toast.say(
                words_of(error), "danger", action=tr("Look for it"), on_action=lambda: self._look_for_film(desk)
            )
        else:
            self._place.say(error)

    def _look_for_film(self, desk: SessionDesk) -> None:
        self.search.look_for(desk, lambda: self.open(desk.case_id, desk.session.id))

    # ---- leaving

    def pause(self) -> None:
        """Stop the film where it is."""
        if self.coding is not None:
            self.coding.player.pause()

    def close(self) -> None:
        """Leave the session: the room lets go first, then film and coding."""
        if self.coding is None:
            return
        self.closed.emit()
        coding, self.coding = self.coding, None
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._room.close_session()
        coding.close()


def title_of(coding: CodingSession) -> str:
    """`11 March 2026, home play`."""
    desk = coding.ready.desk
    return session_title(SessionRow(case=desk.case_id, session=desk.session))


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
