"""What the library lists for the words in its search field."""

from __future__ import annotations

from vfi.core.case import Case, Session
from vfi.desk.library_rows import CaseRow, SessionRow
from vfi.ui.rooms.cards import Group
from vfi.ui.rooms.matching import Matching

CASES = [
    CaseRow(case=Case(id="F001", goal="Twins at bedtime"), sessions=2),
    CaseRow(case=Case(id="F002", status="resting"), sessions=1),
]
SESSIONS = [
    SessionRow(case="F001", session=Session(id="a", date="2026-03-01", notes="by the window")),
    SessionRow(case="F001", session=Session(id="b", date="2026-04-01")),
    SessionRow(case="F002", session=Session(id="c", notes="grandmother films")),
]


def matching(text: str, commented: frozenset[str] = frozenset()) -> Matching:
    return Matching(CASES, SESSIONS, tuple(text.casefold().split()), lambda key: key in commented)


def listed(found: Matching) -> list[str]:
    return [f"[{entry.words}]" if isinstance(entry, Group) else entry.case.id for entry in found.entries()]


def shown(found: Matching, case: int = 0) -> list[str]:
    return [row.session.id for row in found.sessions_of(CASES[case])]


def test_without_words_everything_is_listed_the_newest_session_first() -> None:
    assert listed(matching("")) == ["[Open cases]", "F001", "[Resting]", "F002"]
    assert shown(matching("")) == ["b", "a"]


def test_a_case_that_is_found_by_its_own_words_shows_all_its_sessions() -> None:
    assert listed(matching("TWINS bed")) == ["[Open cases]", "F001"]
    assert shown(matching("twins")) == ["b", "a"]


def test_a_session_that_holds_the_words_is_shown_alone_and_brings_its_case() -> None:
    assert listed(matching("grandmother")) == ["[Resting]", "F002"]
    assert shown(matching("window")) == ["a"]


def test_a_comment_finds_its_session() -> None:
    found = matching("smiled", frozenset({"F001/b"}))
    assert (listed(found), shown(found)) == (["[Open cases]", "F001"], ["b"])


def test_words_that_stand_nowhere_find_nothing() -> None:
    assert (listed(matching("twins grandmother")), shown(matching("nothing"), 1)) == ([], [])
