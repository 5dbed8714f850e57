"""From a moment in the Code room into the deck of its session, in one key; the room need not be open for that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from vfi.core.cameras import by_camera
from vfi.core.deck import Clip, ItemId
from vfi.core.errors import VfiError
from vfi.core.events import EventId
from vfi.core.time import Ns
from vfi.desk.decks import DeckDesk, open_deck
from vfi.ui.feedback.item_words import clip_number, item_title
from vfi.ui.workplace import Workplace
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.ui.coding_session import CodingSession
    from vfi.ui.feedback.open_deck import OpenDeck

Key = tuple[str, str]
"""Case and session."""


class IntoDeck:
    """`shown` answers with the deck in the Feedback room; `look` opens that room on a clip of the coded session."""

    def __init__(
        self,
        place: Workplace,
        shown: Callable[[], OpenDeck | None],
        look: Callable[[CodingSession, ItemId], object],
    ) -> None:
        self._place = place
        self._shown = shown
        self._look = look
        self._beside: tuple[Key, DeckDesk] | None = None
        """The deck of the session that is being coded, while the room shows none or another one."""
        self._newest: tuple[Key, ItemId] | None = None
        """The clip that was put into a deck last and has not been looked at: the room opens on it."""

    def add_event(self, coding: CodingSession, event: EventId) -> None:
        """A clip of this event in the deck of the session, in one key."""
        camera = camera_of(coding)

        def add(desk: DeckDesk) -> ItemId:
            id = desk.add_event(coding.opened.coding, event)
            clip = desk.deck.item(id)
            if camera and isinstance(clip, Clip):
                desk.set(replace(clip, camera=camera), label="clip-added")
            return id

        self._add(coding, add)

    def add_stretch(self, coding: CodingSession, start: int, end: int) -> None:
        """A clip of this stretch (ns on the session clock)."""
        self._add(coding, lambda desk: desk.add_stretch(Ns(start), Ns(end), camera=camera_of(coding)))

    def _add(self, coding: CodingSession, add: Callable[[DeckDesk], ItemId]) -> None:
        if coding.not_yet is not None:
            self._place.say(coding.not_yet)
            return
        try:
            desk = self._desk_of(coding)
            id = add(desk)
        except VfiError as error:
            self._place.say(error)
            return
        clip = desk.deck.item(id)
        self._newest = (coding.case, coding.session), id
        if isinstance(clip, Clip):
            twin = next((other for other in desk.deck.clips if other.id != id and _same_moment(other, clip)), None)
            if twin is not None:  # pressed twice: one clip of a moment is enough
                desk.undo()
                clip, id = twin, twin.id
                self._newest = (coding.case, coding.session), id
            n, title = clip_number(clip, desk.deck), item_title(clip, desk.deck)
            named = bool(clip.title or clip.words)
            words = tr("Clip {n} is in the deck: {title}.", n=n, title=title) if named else ""
            words = words or tr("Clip {n} is in the deck.", n=n)
            if twin is not None:
                words = tr("This moment is in the deck already, as clip {n}.", n=n)
            self._place.window.toast.say(
                words,
                "success",
                action=tr("Open  (Ctrl+5)"),
                on_action=lambda: self._look(coding, id),
            )

    # ---- what the Feedback room asks

    def is_due(self, coding: CodingSession) -> bool:
        """Should the room show the deck of the session that is coded: none is open, or clips went into this one?"""
        session = (coding.case, coding.session)
        went_in = self._newest is not None and self._newest[0] == session
        return self._shown() is None or went_in or self.known(session) is not None

    def take_newest(self, session: Key) -> ItemId | None:
        """The clip that was put into this session's deck last, once."""
        if self._newest is None or self._newest[0] != session:
            return None
        clip, self._newest = self._newest[1], None
        return clip

    def known(self, session: Key) -> DeckDesk | None:
        """The deck of this session where clips were put into it and the room does not show it."""
        return self._beside[1] if self._beside is not None and self._beside[0] == session else None

    def forget(self) -> None:
        """The room shows a deck now, or there is another library."""
        self._beside = None

    def _desk_of(self, coding: CodingSession) -> DeckDesk:
        """The deck of the session that is being coded."""
        session, shown = (coding.case, coding.session), self._shown()
        if shown is not None and (shown.case, shown.session) == session:
            return shown.desk
        if self._beside is None or self._beside[0] != session:
            self._beside = (session, open_deck(coding.ready.desk))
        return self._beside[1]


def camera_of(coding: CodingSession) -> str:
    """The camera that leads, where it has a name and is not the first: what was looked at is what is shown."""
    if coding.together is None:
        return ""
    first, *others = by_camera(coding.ready.desk.session.films)
    name = coding.together.film.name
    return name if any(group[0].camera == name for group in others) and name != first[0].camera else ""


def _same_moment(one: Clip, other: Clip) -> bool:
    if one.event is not None and other.event is not None:
        return (one.event, one.coding) == (other.event, other.coding)
    return (one.start, one.end, one.camera) == (other.start, other.end, other.camera)
