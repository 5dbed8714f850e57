"""`vfi reel` as scripts use it: a deck of a session on the disk, in the worker process, with Qt's own letters."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.films import FILMS, told
from vfi import cli
from vfi.__main__ import main
from vfi.core.deck import Freeze, SlowPart, Wording
from vfi.core.time import SECOND, Ns
from vfi.desk.decks import DeckDesk, open_deck
from vfi.desk.session import open_place
from vfi.media.film import open_film

# the program itself would make an application without windows, which later tests could not use
pytestmark = [pytest.mark.film, pytest.mark.usefixtures("qapp")]

MADE = replace(FILMS["h264-gop250"], name="y", count=200)
FRAME = 40_000_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return MADE.make(tmp_path_factory.mktemp("film"))


@pytest.fixture
def deck(tmp_path: Path, film: Path) -> DeckDesk:
    """One clip, the pictures 25 to 49, with words, a slow part and a wait; the family agreed to supervision."""
    folder = tmp_path / "library" / "F001" / "2026-03-11-play"
    assert cli.run(["new", str(folder), "--film", str(film)]) == 0
    case = folder.parent / "case.toml"
    case.write_text(
        case.read_text()
        + '\n[[person]]\nid = "mother"\nrole = "carer"\n\n[[consent]]\nperson = "mother"\n'
        + 'basis = "parental-responsibility"\npurposes = ["film", "supervision"]\n'
    )
    desk = open_deck(open_place(folder))
    desk.add_stretch(Ns(25 * FRAME), Ns(50 * FRAME), title="secret-title")
    (item,) = desk.deck.clips
    desk.set(
        replace(
            item,
            words=Wording(texts=(("en", "You waited."),)),
            question=Wording(texts=(("en", "What do you see?"),)),
            slow=(SlowPart(start=Ns(30 * FRAME), end=Ns(32 * FRAME), percent=50),),
            freezes=(Freeze(at=Ns(40 * FRAME), hold=Ns(SECOND)),),
        )
    )
    return desk


def test_a_deck_becomes_a_film_with_its_words_under_the_picture(
    deck: DeckDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "film.mp4"
    assert main(["reel", str(deck.session.path), "-o", str(out), "--for", "supervision", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["files"] == [str(out)]
    assert Path(said["table"]).is_file()
    with open_film(out) as film:
        page, first = film.read(0), film.frame_map.frame_at(5 * SECOND)
        numbers = [told(film.read(frame)[:180]) for frame in range(film.frames)]
        strip = film.read(first)[184:]
        length = film.frame_map.end
    clip = [number for number in numbers if number is not None]
    assert clip == [*range(25, 41), 40, 40, *range(41, 50)]
    assert page.mean() > 200  # paper
    assert strip.max() > 200  # letters
    assert np.median(strip) < 40  # on the stage's dark
    # the question's page, 25 pictures of which two stand twice as long, and a wait of one second
    assert length == 4 * SECOND + 27 * FRAME + SECOND
    assert b"secret" not in out.read_bytes()


def test_without_consent_nothing_is_written_and_it_is_said_why(
    deck: DeckDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "film.mp4"
    assert main(["reel", str(deck.session.path), "-o", str(out), "--for", "outside-training"]) == 1
    assert not out.exists()
    assert "consent-" not in capsys.readouterr().err


def test_a_deck_that_is_not_there_is_said_with_those_that_are(
    deck: DeckDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["reel", str(deck.session.path), "-o", str(tmp_path / "x.mp4"), "--for", "supervision", "--deck", "no"]
    assert main(words) == 2
    assert "review" in capsys.readouterr().err


def test_stills_and_single_clips_lie_in_a_folder(deck: DeckDesk, tmp_path: Path) -> None:
    folder, session = tmp_path / "pictures", str(deck.session.path)
    assert main(["reel", session, "-o", str(folder), "--for", "supervision", "--stills"]) == 0
    assert main(["reel", session, "-o", str(folder), "--for", "supervision", "--separate", "--no-pages"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["clip-001.mp4", "still-001.png"]


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_one_who_is_ended_in_the_midst_leaves_no_film(deck: DeckDesk, tmp_path: Path, how: signal.Signals) -> None:
    (item,) = deck.deck.clips
    deck.set(replace(item, start=Ns(0), end=Ns(200 * FRAME), repeats=9))
    folder = tmp_path / "out"
    words = [sys.executable, "-m", "vfi", "reel", str(deck.session.path), "-o", str(folder / "film.mp4")]
    with subprocess.Popen([*words, "--for", "supervision"], env={**os.environ, "PYTHONPATH": str(Path.cwd())}) as run:
        until = time.monotonic() + 60
        while not any(folder.glob(".film.mp4.*.part")):
            assert time.monotonic() < until
            assert run.poll() is None
            time.sleep(0.01)
        run.send_signal(how)
        run.wait(30)
    until = time.monotonic() + 20
    while folder.is_dir() and any(folder.iterdir()):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert not (deck.session.path / "exports").is_dir() or not any((deck.session.path / "exports").iterdir())
