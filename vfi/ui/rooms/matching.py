"""Which cases and sessions the library lists: all of them, or those that hold the words of its search field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vfi.desk.library_rows import CaseRow, SessionRow
from vfi.ui.rooms.cards import CaseEntry, Group, session_words
from vfi.words import tr


@dataclass(frozen=True, slots=True)
class Matching:
    """The library against what was typed; every word has to be found, small and capital letters are the same."""

    cases: Sequence[CaseRow]
    sessions: Sequence[SessionRow]
    typed: tuple[str, ...]
    """The words, in `str.casefold`; none matches everything."""
    commented: Callable[[str], bool]
    """Was the session of this key found by a comment in its codings?"""

    def entries(self) -> list[CaseEntry]:
        """The cases in their groups, each under the group's name and number."""
        hits = [row for row in self.cases if self._finds(row)]
        entries: list[CaseEntry] = []
        for words, statuses in ((tr("Open cases"), ("open",)), (tr("Resting"), ("resting", "ended"))):
            group = [row for row in hits if row.case.status in statuses]
            if group:
                entries += [Group(words, len(group)), *group]
        return entries

    def sessions_of(self, row: CaseRow | None) -> list[SessionRow]:
        """The sessions of a case, newest first; a case that was found by its own words alone shows all of them."""
        if row is None:
            return []
        shown = self._of(row)
        found = [session for session in shown if self._holds(session)]
        if self.typed and (found or not self._named(row)):
            shown = found
        return sorted(shown, key=lambda session: (session.session.date, session.session.id), reverse=True)

    def _finds(self, row: CaseRow) -> bool:
        return not self.typed or self._named(row) or any(self._holds(session) for session in self._of(row))

    def _of(self, row: CaseRow) -> list[SessionRow]:
        return [session for session in self.sessions if session.case == row.case.id]

    def _named(self, row: CaseRow) -> bool:
        return self._all_in(f"{row.case.id} {row.case.label} {row.case.goal}")

    def _holds(self, row: SessionRow) -> bool:
        own = f"{row.case} {session_words(row)} {row.session.notes} {row.session.setting}"
        return self._all_in(own) or self.commented(row.key)

    def _all_in(self, text: str) -> bool:
        text = text.casefold()
        return all(part in text for part in self.typed)
