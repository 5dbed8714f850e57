"""The command line as scripts use it: what is printed, what is written, exit codes; never a traceback."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import av
import pytest

from tests.films import FILMS, told
from vfi import cli

SCHEME = "coding_schemes/attuned-moments.toml"
EVENTS = """tier,code,start_s,end_s,modifiers,comment
baby,babys-start,0.123456789,,channel=look,first
baby,babys-start,1.2,,channel=sound,
tuning-in,tuning-in,0.4,1.4,,
tuning-in,tuning-in,2.0,,,
"""
MADE = replace(FILMS["rotated-90"], name="x", count=60)
"""60 pictures at 25 a second: 2.4 s; turned by 90 degrees, with sound."""

pytestmark = pytest.mark.film


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return MADE.make(tmp_path_factory.mktemp("film"))


@pytest.fixture
def session(tmp_path: Path, film: Path) -> Path:
    folder = tmp_path / "library" / "F001" / "2026-03-11-play"
    assert cli.run(["new", str(folder), "--film", str(film), "--scheme", SCHEME]) == 0
    return folder


@pytest.fixture
def coded(session: Path, tmp_path: Path) -> Path:
    table = tmp_path / "ev.csv"
    table.write_text(EVENTS)
    assert cli.run(["import", str(session), str(table), "--coder", "anna", "--scheme", SCHEME]) == 0
    return session


def agree(session: Path, *purposes: str) -> None:
    case = session.parent / "case.toml"
    listed = ", ".join(f'"{each}"' for each in purposes)
    people = '\n[[person]]\nid = "mother"\nrole = "carer"\n'
    consent = f'\n[[consent]]\nperson = "mother"\nbasis = "parental-responsibility"\npurposes = [{listed}]\n'
    case.write_text(case.read_text() + people + consent)


def test_probe_gives_facts_as_json(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["probe", str(film), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert {name: facts[name] for name in ("frames", "duration_ns", "width", "height", "rotation", "keyframes")} == {
        "frames": 60,
        "duration_ns": 2_400_000_000,
        "width": 180,
        "height": 320,
        "rotation": 90,
        "keyframes": 2,
    }
    assert facts["variable_frame_rate"] is False
    assert facts["audio"]["rate"] == 48000
    assert isinstance(facts["warnings"], list)


def test_probe_reports_in_plain_words_and_verifies_every_picture(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["probe", str(film), "--verify"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("60 pictures in 0:00:02.400, 180 by 320")
    assert said[-1].startswith("All 60 pictures were decoded")
    assert cli.run(["probe", str(film), "--verify", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["audit"]["verified"] is True
    assert told["report"] == said


def test_frame_writes_exactly_that_picture_as_displayed(film: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.png"
    assert cli.run(["frame", str(film), "37", "-o", str(out)]) == 0
    with av.open(str(out)) as opened:
        picture = next(opened.decode(video=0)).to_ndarray(format="rgb24")
    assert picture.shape == (320, 180, 3)
    assert told(MADE.upright(picture)) == 37


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["probe", "nothing.mp4"], 2, "nothing.mp4"),
        (["probe", "pyproject.toml"], 2, "pyproject.toml"),
        (["frame", "FILM", "60", "-o", "o.png"], 2, "no picture 60"),
        (["frame", "FILM", "-1", "-o", "o.png"], 2, ""),
        (["frame", "FILM", "x", "-o", "o.png"], 2, "N"),
        (["score"], 2, "SESSION_DIR"),
        (["score", "vfi"], 2, "not a session"),
        (["nonsense"], 2, "nonsense"),
        (["new", "vfi/core", "--film", "nothing.mp4"], 2, "nothing.mp4"),
        (["check", "nothing-there"], 2, "nothing-there"),
        (["import", "vfi", "nothing.csv", "--coder", "anna"], 2, ""),
    ],
)
def test_what_is_wrong_is_one_sentence_and_an_exit_code(
    words: list[str], code: int, said: str, film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([str(film) if word == "FILM" else word for word in words]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert len(printed.err.strip().splitlines()) == 1
    assert "Traceback" not in printed.err


def test_new_makes_the_library_and_the_case_around_the_session(session: Path, film: Path) -> None:
    assert (session.parent.parent / "library.toml").is_file()
    assert (session.parent / "case.toml").is_file()
    assert (session / "film.mp4").read_bytes() == film.read_bytes()
    assert [path.name for path in (session / "schemes").iterdir()] == ["attuned-moments@1.2.toml"]
    assert "locked = true" in (session / "session.toml").read_text()


def test_new_leaves_a_folder_that_holds_other_things_alone(tmp_path: Path, film: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert cli.run(["new", str(tmp_path / "session_1"), "--film", str(film), "--refer"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["notes.txt"]
    assert not (tmp_path / "session_1" / "film.mp4").exists()
    assert cli.run(["check", str(tmp_path / "session_1")]) == 0


def test_new_does_not_touch_a_session_that_is_there(session: Path, film: Path) -> None:
    before = (session / "session.toml").read_bytes()
    assert cli.run(["new", str(session), "--film", str(film)]) == 1
    assert (session / "session.toml").read_bytes() == before


def test_new_with_a_bad_film_leaves_nothing(tmp_path: Path) -> None:
    assert cli.run(["new", str(tmp_path / "a" / "b" / "c"), "--film", "pyproject.toml"]) == 2
    assert not (tmp_path / "a").exists()


def test_a_second_camera_has_its_offset(tmp_path: Path, film: Path) -> None:
    folder = tmp_path / "l" / "F1" / "s"
    assert cli.run(["new", str(folder), "--film", str(film), "--film", f"{film}@-1.500000001"]) == 0
    assert "offset_ns = -1500000001" in (folder / "session.toml").read_text()


def test_scores_of_imported_events_are_exact(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.run(["score", str(coded), "--json"]) == 0
    rows = {row["code"]: row for row in json.loads(capsys.readouterr().out)}
    start, tuning = rows["babys-start"], rows["tuning-in"]
    assert (start["count"], start["rate_per_min"], start["latency_ns"]) == (2, 50.0, 123_456_789)
    assert (tuning["count"], tuning["total_ns"], tuning["censored"]) == (2, 1_400_000_000, 1)
    assert tuning["percent"] == pytest.approx(100 * 1.4 / 2.4)
    assert rows["inviting"]["count"] == 0
    assert {row["coder"] for row in rows.values()} == {"anna"}
    assert {(row["case"], row["scheme"], row["version"]) for row in rows.values()} == {
        ("F001", "attuned-moments", "1.2")
    }


def test_scores_go_into_a_csv_and_an_xlsx(coded: Path, tmp_path: Path) -> None:
    table, book = tmp_path / "out.csv", tmp_path / "out.xlsx"
    assert cli.run(["score", str(coded), "--csv", str(table), "--xlsx", str(book)]) == 0
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(table.read_text("utf-8")))}
    assert rows["tuning-in"]["total_s"] == "1.400000000"
    assert book.read_bytes()[:2] == b"PK"


def test_events_come_out_as_they_went_in(coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.run(["events", str(coded)]) == 0
    text = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["code"], row["start_s"], row["end_s"], row["modifiers"]) for row in rows] == [
        ("babys-start", "0.123456789", "", "channel=look"),
        ("tuning-in", "0.400000000", "1.400000000", ""),
        ("babys-start", "1.200000000", "", "channel=sound"),
        ("tuning-in", "2.000000000", "", ""),
    ]
    assert [(row["start_frame"], row["end_frame"]) for row in rows] == [("3", ""), ("10", "35"), ("30", ""), ("50", "")]
    again = tmp_path / "again.csv"
    again.write_text(text)
    assert cli.run(["import", str(coded), str(again), "--coder", "ben", "--role", "second"]) == 0


def test_a_bad_table_is_refused_whole_with_every_line(
    coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted((coded / "codings").iterdir())
    capsys.readouterr()
    table = tmp_path / "bad.csv"
    table.write_text("tier,code,start_s\nbaby,babys-strt,1\nbaby,babys-start,x\nbaby,babys-start,1\n")
    assert cli.run(["import", str(coded), str(table), "--coder", "ben"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in said] == [f"{table}:2", f"{table}:3", "vfi"]
    assert "babys-start" in said[0]
    assert sorted((coded / "codings").iterdir()) == before


def test_snapping_moves_to_the_nearest_picture_and_says_so(
    session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "ev.csv"
    table.write_text("tier,code,start_s,end_s\nbaby,babys-start,0.123456789,\ntuning-in,tuning-in,0.39,2.399\n")
    capsys.readouterr()
    assert cli.run(["import", str(session), str(table), "--coder", "anna", "--snap"]) == 0
    assert "0.010000000" in capsys.readouterr().out
    cli.run(["events", str(session)])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["start_s"], row["end_s"]) for row in rows] == [
        ("0.120000000", ""),
        ("0.400000000", "2.400000000"),
    ]


def test_check_finds_nothing_in_what_vfi_made(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.run(["check", str(coded.parent.parent)]) == 0
    assert cli.run(["check", str(coded), "--json"]) == 0


def test_check_names_the_line_that_was_changed(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = next((coded / "codings").glob("*.jsonl"))
    journal.write_bytes(journal.read_bytes().replace(b'"comment":"first"', b'"comment":"other"'))
    with journal.open("ab") as stream:
        stream.write(b'{"rev":2}\n')
    capsys.readouterr()
    assert cli.run(["check", str(coded)]) == 2
    assert f"{journal.name}:2" in capsys.readouterr().out
    assert cli.run(["score", str(coded)]) == 2


def test_a_coder_who_has_not_coded_is_named_with_those_who_have(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert cli.run(["score", str(coded), "--coder", "zoe"]) == 2
    said = capsys.readouterr().err
    assert "zoe" in said
    assert "anna" in said


def test_a_film_that_was_replaced_is_noticed(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (coded / "film.mp4").write_bytes((coded / "film.mp4").read_bytes() + b"x")
    capsys.readouterr()
    assert cli.run(["score", str(coded)]) == 2
    assert "film.mp4" in capsys.readouterr().err


def test_a_still_of_a_film_in_a_session_needs_consent(coded: Path, tmp_path: Path) -> None:
    words = ["frame", str(coded / "film.mp4"), "3", "-o", str(tmp_path / "p.png")]
    assert cli.run(words) == 1
    assert not (tmp_path / "p.png").exists()
    agree(coded, "film")
    assert cli.run(words) == 0


def test_clips_are_refused_without_consent_and_nothing_is_written(
    coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "clips"
    words = ["clips", str(coded), "-o", str(out), "--for", "supervision", "--caption", "none"]
    capsys.readouterr()
    assert cli.run(words) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not out.exists()


def test_what_nobody_foresaw_is_a_sentence_and_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("vfi.media.index.build_index", broken)
    assert cli.run(["probe", "x.mp4"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    log = Path(said.strip().removesuffix(".").split(" ")[-1])
    assert "ZeroDivisionError" in log.read_text()


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    assert "probe" in capsys.readouterr().out


def test_which_words_are_for_the_command_line() -> None:
    assert [cli.is_command(words) for words in ([], ["--demo"], ["vfi"], ["probe", "x"], ["prob"], ["--help"])] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]


def test_a_still_never_takes_the_place_of_a_film(film: Path, tmp_path: Path) -> None:
    own = tmp_path / "film.png"
    own.write_bytes(film.read_bytes())
    assert cli.run(["frame", str(own), "3", "-o", str(own)]) == 1
    assert cli.run(["frame", str(film), "3", "-o", str(tmp_path / "o.jpg")]) == 2
    assert own.read_bytes() == film.read_bytes()
    assert not (tmp_path / "o.jpg").exists()


def test_a_table_never_takes_the_place_of_what_a_library_holds(coded: Path) -> None:
    for kept in (coded / "film.mp4", coded / "session.toml", next((coded / "codings").glob("*.jsonl"))):
        before = kept.read_bytes()
        assert cli.run(["score", str(coded), "--csv", str(kept)]) == 1
        assert kept.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_into_and_stays_a_pipe(coded: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert cli.run(["score", str(coded), "--csv", str(pipe)]) == 0
        assert os.read(reader, 5) == b"case,"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_link_to_a_film_does_not_get_round_the_gate(coded: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.mp4"
    link.symlink_to(coded / "film.mp4")
    assert cli.run(["frame", str(link), "3", "-o", str(tmp_path / "p.png")]) == 1
    assert not (tmp_path / "p.png").exists()


def test_an_empty_word_is_no_path(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    for words in (["probe", ""], ["score", str(coded), "--csv", ""], ["clips", str(coded), "-o", "", "--for", "film"]):
        assert cli.run(words) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_session_is_not_made_where_it_would_hide_others(
    session: Path, film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = session.parent.parent
    before = sorted(library.rglob("*"))
    refused = {
        library: 1,
        session.parent: 1,
        session / "inner": 1,
        session.parent / session.name.upper(): 1,
        session.parent / "con": 2,
    }
    for folder, code in refused.items():
        capsys.readouterr()
        assert cli.run(["new", str(folder), "--film", str(film)]) == code, folder
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert cli.run(["new", str(session.parent / "x"), "--film", str(film), "--date", "11.3.2026"]) == 2
    assert sorted(library.rglob("*")) == before


def test_a_scheme_of_ones_own_is_never_taken_for_one_that_comes_with_vfi(
    tmp_path: Path, film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "attuned-moments.toml"  # not there
    assert cli.run(["new", str(tmp_path / "s"), "--film", str(film), "--scheme", str(own)]) == 2
    assert not (tmp_path / "s").exists()
    capsys.readouterr()
    assert cli.run(["new", str(tmp_path / "s"), "--film", str(film), "--scheme", "attuned-momnts"]) == 2
    assert "“attuned-moments”" in capsys.readouterr().err


def test_a_coder_has_a_name_that_can_be_read(session: Path, tmp_path: Path) -> None:
    table = tmp_path / "ev.csv"
    table.write_text(EVENTS)
    assert cli.run(["import", str(session), str(table), "--coder", "an\nna"]) == 2
    assert list((session / "codings").iterdir()) == []


def test_a_folder_that_may_not_be_looked_into_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/share/F001")

    monkeypatch.setattr("vfi.desk.session.open_place", locked)
    assert cli.run(["score", "/share/F001/s"]) == 1
    said = capsys.readouterr().err
    assert "“F001”" in said
    assert "nobody foresaw" not in said


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="signals of Unix")
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_command_that_is_ended_leaves_nothing_half(how: str, coded: Path, tmp_path: Path) -> None:
    agree(coded, "film", "supervision")
    out = tmp_path / "clips"
    words = ["clips", str(coded), "-o", str(out), "--for", "supervision", "--pad", "9"]
    started = [sys.executable, "-m", "vfi", *words]
    # tests that run in the background may have been told to ignore it, and what they start would ignore it, too
    before = signal.signal(getattr(signal, how), signal.SIG_DFL)
    # the whole group is told, as a terminal does: the worker, too
    with subprocess.Popen(started, stderr=subprocess.PIPE, text=True, start_new_session=True) as command:
        signal.signal(getattr(signal, how), before)
        while not out.is_dir() and command.poll() is None:
            time.sleep(0.01)
        os.killpg(command.pid, getattr(signal, how))
        _, said = command.communicate(timeout=30)
    assert command.returncode == 1
    assert said.count("\n") == 1, said
    assert not out.exists()
    assert not (coded / "exports").exists() or list((coded / "exports").iterdir()) == []
