"""A film that may not be seen any more leaves the screen at once, wherever it is open, and the room says why."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from vfi.core.errors import VfiError
from vfi.ui.code.room import CodeRoom
from vfi.ui.coding_flow import CodingFlow
from vfi.ui.export import refusal
from vfi.ui.feedback.flow import FeedbackFlow
from vfi.ui.feedback.room import FeedbackRoom
from vfi.ui.workplace import Workplace
from vfi.words import tr


class TakenBack(QObject):
    """Asks the gate again about what is open, each time an agreement or a library was read or written."""

    def __init__(
        self, place: Workplace, coding: CodingFlow, code: CodeRoom, decks: FeedbackFlow, feedback: FeedbackRoom
    ) -> None:
        super().__init__(place)
        self._place = place
        self._coding, self._code = coding, code
        self._decks, self._feedback = decks, feedback
        # a film that was still being opened while the family took it back: looked at when all of it stands
        coding.opened.connect(self.look, Qt.ConnectionType.QueuedConnection)
        decks.opened_deck.connect(self.look, Qt.ConnectionType.QueuedConnection)

    def look(self, _what: object = None) -> None:
        """Close whatever the gate would not open any more."""
        coding, deck = self._coding.coding, self._decks.deck
        if coding is not None:
            self._code.empty.say("")
            why = self._why(coding.case, coding.session)
            if why:
                self._coding.close()
                self._say(self._code, why)
        if deck is not None:
            self._feedback.empty.say("")
            why = self._why(deck.case, deck.session)
            if why:
                self._decks.forget()
                self._say(self._feedback, why)

    def _say(self, room: CodeRoom | FeedbackRoom, why: str) -> None:
        """Where the film was, for as long as nothing else is opened there; and wherever one is now."""
        room.empty.say(why)
        if self._place.window.current != room.room_id:
            self._place.window.toast.say(why, "warning", stays=True)

    def _why(self, case: str, session: str) -> str:
        """The sentence; empty while the film may be seen, or where that cannot be read now."""
        try:
            desk = self._place.library.desk(case, session)
            answer = self._place.library.may_open(case, session)
        except VfiError:
            return ""  # a share that does not answer takes nothing off the screen
        if answer.allowed and not desk.session.locked:
            return ""
        case_now = desk.case.value if desk.case is not None else None
        reason = refusal.why(answer, case_now) if not answer.allowed else tr("It is locked until the family agrees.")
        return tr("The film of {case} was taken off the screen. {why}", case=case, why=reason)
