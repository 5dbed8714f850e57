"""A library as lists show it: what is there, what is damaged, what is away, and what is only new."""

from __future__ import annotations

from pathlib import Path

import pytest

from vfi.core.case import Case
from vfi.core.coding import Role
from vfi.core.errors import CouldNot
from vfi.desk.demo import copy_example
from vfi.desk.library import LibraryDesk
from vfi.desk.session import Another, GoOn, This
from vfi.store.audit import read_audit
from vfi.store.emergency import EmergencyFolder

SESSION = ("F012", "2026-03-11-home-play")


@pytest.fixture
def library(tmp_path: Path) -> LibraryDesk:
    copy_example(tmp_path / "library")
    return LibraryDesk(tmp_path / "library", lambda: "Anna K.", emergency=EmergencyFolder(tmp_path / "away"))


def test_a_folder_that_is_not_there_yet_is_an_empty_library_and_made_with_the_first_case(tmp_path: Path) -> None:
    library = LibraryDesk(tmp_path / "new", lambda: "Anna K.")
    assert library.contents().cases == ()
    assert not library.root.exists()
    library.new_case(Case(id=library.next_case_id()))
    assert [row.case.id for row in library.contents().cases] == ["F001"]
    assert [str(entry.what) for entry in read_audit(library.vault, "F001")] == ["created"]


def test_a_library_that_was_there_before_is_missed_and_never_made_anew(tmp_path: Path) -> None:
    library = LibraryDesk(tmp_path / "gone", known=True)
    for ask in (library.contents, lambda: library.new_case(Case(id="F001"))):
        with pytest.raises(CouldNot, match="library-not-there"):
            ask()
    assert not library.root.exists()


def test_a_damaged_session_is_listed_with_its_trouble_beside_the_others(library: LibraryDesk) -> None:
    broken = library.root / "F012" / "2026-04-01-broken"
    broken.mkdir()
    (broken / "session.toml").write_text("films = [")
    rows = {row.session.id: row for row in library.contents().sessions}
    assert rows["2026-04-01-broken"].trouble is not None
    assert rows[SESSION[1]].trouble is None
    assert len(rows[SESSION[1]].codings) == 4


def test_going_on_opens_the_newest_own_coding_and_another_is_a_new_one(library: LibraryDesk) -> None:
    desk = library.desk(*SESSION)
    with desk.open(GoOn(), "Anna K.") as own:
        assert own.coding.header.coder == "Anna K."
        assert own.coding.header.scheme == desk.session.scheme
    with desk.open(Another(None, Role.RECODE), "Anna K.") as another:
        assert another.coding.header.role is Role.RECODE
        assert another.path != own.path
        assert another.coding.in_order() == []


def test_a_coding_opened_to_read_is_not_locked(library: LibraryDesk) -> None:
    path = library.codings(library.desk(*SESSION))[0].path
    desk = library.desk(*SESSION)
    with desk.open(This(path, write=False), "Ben O.") as reading, desk.open(This(path), "Anna K.") as writing:
        assert reading.read_only is not None
        assert writing.read_only is None


def test_only_what_belongs_to_this_library_waits_for_it(library: LibraryDesk, tmp_path: Path) -> None:
    emergency = EmergencyFolder(tmp_path / "away")
    path = library.codings(library.desk(*SESSION))[0].path
    for home in (library.root / path, tmp_path / "another" / path):
        emergency.begin(home, b"x\n").close()
        emergency.describe(home, "2026-03-11T10:00:00Z")
    (away,) = library.away_from_home()
    assert (away.path, away.case, away.session) == (path, *SESSION)
