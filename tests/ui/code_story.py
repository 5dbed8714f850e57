"""What the tests of the Code room share: a small scheme, a film of grey pictures, a room in a window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.ui.standin import StandInFilm, StandInTracks, frames_of
from vfi.core.events import CodeId, Event, TierId
from vfi.core.scheme import Code, Link, Modifier, Option, Scheme, StateRule, Subject, Tier, TierType
from vfi.core.time import SECOND, Ns
from vfi.desk.coding import CodingDesk, CodingSource
from vfi.desk.trying_out import try_out
from vfi.ui.code.page import CodePage
from vfi.ui.code.room import CodeRoom
from vfi.ui.film_view import FilmView
from vfi.ui.room import Crumb, Heading
from vfi.ui.theme import Theme

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

BABY, TUNING, FACE = TierId("baby"), TierId("tuning"), TierId("face")


def code(tier: TierId, id: str, key: str, colour: str, **more: object) -> Code:
    return Code(id=CodeId(id), tier=tier, label=id.capitalize(), key=key, colour=colour, **more)  # type: ignore[arg-type]


HOW = Modifier(id="how", label="How", options=(Option(id="look", label="look"), Option(id="sound", label="sound")))

SCHEME = Scheme(
    id="story",
    version="1.0",
    title="Story",
    subjects=(Subject(id="infant", label="Baby"), Subject(id="carer", label="Parent")),
    tiers=(
        Tier(
            id=BABY,
            label="Baby",
            subject="infant",
            type=TierType.POINT,
            codes=(
                code(BABY, "start", "s", "rust"),
                code(BABY, "reach", "r", "blue", modifiers=(HOW,)),
                code(BABY, "wait", "w", "violet",
                     answers=Link(to=(CodeId("start"),), window=Ns(5 * SECOND))),
                code(BABY, "jump", "j", "rose"),
            ),
        ),
        Tier(id=TUNING, label="Tuning", subject="carer", type=TierType.STATE,
             codes=(code(TUNING, "tune", "t", "green"),)),
        Tier(
            id=FACE,
            label="Face",
            subject="carer",
            type=TierType.STATE,
            rule=StateRule.EXCLUSIVE,
            codes=(code(FACE, "glad", "g", "sky"), code(FACE, "busy", "b", "clay"), code(FACE, "calm", "c", "olive")),
        ),
    ),
    wins_over=("c",),
)  # fmt: skip
"""Its `j` clashes with the shuttle and does not win; its `c` wins over the clip."""


@dataclass
class Story:
    """A room with a session in it."""

    room: CodeRoom
    page: CodePage
    desk: CodingDesk
    film: StandInFilm
    view: FilmView

    def go(self, frame: int) -> None:
        """Let the film show this frame, and wait until it is painted."""
        self.film.go(frame)
        for _ in range(200):
            QApplication.processEvents()
            if self.view.on_screen == frame and self.page.transport.position.words[2].replace("\u202f", "") == str(
                frame
            ):
                return
        raise AssertionError(f"frame {frame} was not painted, but {self.view.on_screen}")

    def events(self) -> list[Event]:
        return self.desk.coding.in_order()

    def only(self) -> Event:
        (event,) = self.events()
        return event

    def rows(self) -> list[tuple[str, str, str]]:
        """What the list shows."""
        model = self.page.list.filter
        return [
            (model.index(row, 0).data(), model.index(row, 1).data(), model.index(row, 2).data())
            for row in range(model.rowCount())
        ]


def tell(story: Story) -> str:
    """The line at the palette's foot."""
    return story.page.palette_.said.text()


def open_story(
    theme: Theme,
    source: CodingSource | None = None,
    *,
    scheme: Scheme = SCHEME,
    frames: int = 3000,
    size: tuple[int, int] = (1302, 724),
    tracks: StandInTracks | None = None,
) -> Story:
    """A film of 25 frames a second in the room of a small laptop."""
    map_ = frames_of(frames)
    desk = CodingDesk(source or try_out(scheme, "Anna K."), map_)
    room = CodeRoom(theme)
    room.resize(*size)
    view = FilmView()
    film = StandInFilm(view, map_)
    page = room.open_session(desk, film, view, Heading((Crumb("F012"),), "primary"), tracks)
    room.show()
    QApplication.processEvents()
    page.to_film()
    story = Story(room, page, desk, film, view)
    story.go(0)
    return story


def close(story: Story) -> None:
    """Take the room away at once: without an event loop Qt keeps what is to be deleted until the program ends."""
    story.room.close_session()
    story.room.close()
    story.room.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def key_event(
    key: int,
    text: str = "",
    held: Qt.KeyboardModifier = NONE,
    *,
    scan: int = 0,
    virtual: int = 0,
    repeat: bool = False,
) -> QKeyEvent:
    """A key press as the window system tells it."""
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, virtual, 0, text, repeat)


def press(story: Story, key: int, text: str = "", held: Qt.KeyboardModifier = NONE, *, repeat: bool = False) -> None:
    """Send a key press to the film."""
    QApplication.sendEvent(story.view, key_event(key, text, held, repeat=repeat))
    QApplication.processEvents()


def type_letters(story: Story, letters: str) -> None:
    for letter in letters:
        press(story, ord(letter.upper()), letter)
