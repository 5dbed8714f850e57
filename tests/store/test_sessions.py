"""session.toml: films, their fingerprints and offsets, who was there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from vfi.core.case import FilmRef, Fingerprint, Session, SessionKind
from vfi.core.errors import BadInput, FileDamaged, Refused
from vfi.core.time import Ns
from vfi.files.vault import PlainVault
from vfi.store.sessions import film_path, is_referred, new_session, read_session, save_session, session_folders

FILM = FilmRef(path="film.mp4", fingerprint=Fingerprint(size=412_000_000, sha256="0a" * 32))
SESSION = Session(
    id="2026-03-11-home-play",
    name="home play",
    date="2026-03-11",
    kind=SessionKind.SHARED_REVIEW,
    reviews="2026-02-18-first",
    films=(FILM, replace(FILM, path="/mnt/camera/second.mp4", offset=Ns(-1_234_567_891))),
    who=("mum", "baby"),
    setting="on the rug",
    notes="window open\nphone rang",
    scheme="attuned-moments@1.2",
    locked=True,
)
TEXT = """\
format = 1
name = "home play"

[[film]]
path = "film.mp4"
size = 3
sha256 = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
lens = "wide"  # the small camera
"""


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    return PlainVault(tmp_path)


def by_hand(vault: PlainVault, text: str) -> None:
    vault.make_folder("play")
    vault.write("play/session.toml", text.encode())


def test_a_session_is_read_back_as_it_was_written(vault: PlainVault) -> None:
    stored = new_session(vault, SESSION, inside="F012")
    assert stored.folder == "F012/2026-03-11-home-play"
    assert read_session(vault, stored.folder).value == SESSION


def test_a_new_session_has_its_folders_and_never_replaces_one(vault: PlainVault) -> None:
    new_session(vault, SESSION, inside="F012")
    assert vault.list("F012/2026-03-11-home-play") == ["codings", "schemes", "session.toml"]
    with pytest.raises(Refused) as refused:
        new_session(vault, replace(SESSION, films=()), inside="F012")
    assert refused.value.id == "record-exists"


def test_sessions_come_in_the_order_of_their_days(vault: PlainVault) -> None:
    for name in ("2026-03-11-home-play", "2026-01-12-first"):
        new_session(vault, replace(SESSION, id=name), inside="F012")
    vault.make_folder("F012/letters")
    assert session_folders(vault, "F012") == ["2026-01-12-first", "2026-03-11-home-play"]


def test_a_name_that_some_system_does_not_take_is_refused(vault: PlainVault) -> None:
    with pytest.raises(BadInput) as refused:
        new_session(vault, replace(SESSION, id="11/3"))
    assert refused.value.id == "bad-folder-name"


def test_a_session_that_is_the_vaults_root_is_called_like_its_folder(tmp_path: Path) -> None:
    vault = PlainVault(tmp_path / "play")
    PlainVault(tmp_path).make_folder("play")
    vault.write("session.toml", TEXT.encode())
    assert read_session(vault, "").value.id == "play"


def test_what_a_film_says_besides_is_kept(vault: PlainVault) -> None:
    by_hand(vault, TEXT)
    stored = read_session(vault, "play")
    (film,) = stored.value.films
    save_session(vault, stored, replace(stored.value, films=(replace(film, offset=Ns(40)),), locked=True))
    text = vault.read("play/session.toml").decode()
    assert 'lens = "wide"  # the small camera' in text
    again = read_session(vault, "play").value
    assert (again.films[0].offset, again.locked) == (40, True)


def test_a_film_lies_in_the_session_or_is_referred_to() -> None:
    assert film_path("F012/play", FILM) == "F012/play/film.mp4"
    assert film_path("", FILM) == "film.mp4"
    for path in ("/mnt/camera/second.mp4", "C:\\Films\\second.mp4", "C:/Films/second.mp4"):
        referred = replace(FILM, path=path)
        assert is_referred(referred)
        assert film_path("F012/play", referred) == path


@pytest.mark.parametrize(
    ("old", "new", "id", "line"),
    [
        ('path = "film.mp4"', 'path = "../other/film.mp4"', "session-film-outside", 5),
        ('path = "film.mp4"\n', "", "file-key-missing", 4),
        ('path = "film.mp4"', "path = '..\\other\\film.mp4'", "session-film-outside", 5),
        ('name = "home play"', 'scheme = "../../etc"', "scheme-bad-ref", 2),
        ('name = "home play"', 'scheme = "../schemes/small@1.0"', "scheme-bad-ref", 2),
        ('name = "home play"', 'scheme = "small"', "scheme-bad-ref", 2),
        ("size = 3", 'size = "3"', "file-wrong-type", 6),
        ("size = 3\n", "", "file-key-missing", 4),
        ("size = 3", "size = 3\ndrift_ppb = 9000000", "session-odd-drift", 7),
        ("0a0a0a0a0a0a0a0a\"", 'zz"', "session-bad-fingerprint", 7),
        ('name = "home play"', 'kind = "party"', "file-not-a-choice", 2),
        ('name = "home play"', 'date = "March"', "file-bad-date", 2),
        ("[[film]]", "[film]", "file-wrong-type", 4),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_with_its_line(vault: PlainVault, old: str, new: str, id: str, line: int) -> None:
    by_hand(vault, TEXT.replace(old, new))
    with pytest.raises(FileDamaged) as damaged:
        read_session(vault, "play")
    found = damaged.value.values["findings"]
    assert isinstance(found, tuple)
    assert (id, line) in [(finding.id, finding.line) for finding in found]
