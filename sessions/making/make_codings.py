"""Make the example library round the drawn film: an invented family, and two coders who differ as people do.

`python sessions/making/make_codings.py` makes `sessions/F012` anew, except the film. It presses the same keys as a
person in the Code room would; the coders' late fingers, misses and other choices are drawn with a fixed seed.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from vfi.core.case import Case, Library, Person, Session
from vfi.core.coding import Role
from vfi.core.consent import INVENTED, Consent, Purpose
from vfi.core.events import EventId
from vfi.desk.bundled import find_scheme
from vfi.desk.coding import CodingDesk
from vfi.desk.making import FilmGiven, make_session
from vfi.desk.session import SessionDesk, open_place
from vfi.files.vault import PlainVault
from vfi.store import cases, libraries
from vfi.store.codings import create_coding, open_coding
from vfi.store.durability import JournalSettings
from vfi.store.emergency import EmergencyFolder
from vfi.store.schemes import freeze_scheme

HERE = Path(__file__).parent
LIBRARY = HERE.parent
CASE = "F012"
SESSION = "2026-03-11-home-play"


@dataclass(frozen=True)
class Coder:
    """How someone codes: how late the finger is (frames, and how often), what slips by, what is seen otherwise."""

    name: str
    role: Role
    begins: datetime
    late: tuple[int, ...]
    misses: float
    sees_otherwise: dict[str, str]
    """Event id of the story -> the code that this coder gives it."""
    other_channel: dict[str, str]
    notes: dict[str, str]
    stars: tuple[str, ...]


ANNA = Coder(
    name="Anna K.",
    role=Role.PRIMARY,
    begins=datetime(2026, 3, 11, 15, 4, 10, tzinfo=UTC),
    late=(0, 0, 0, 0, 1, 1, 2, 3),
    misses=0.0,
    sees_otherwise={},
    other_channel={},
    notes={"r01": "He says it back to her, and she beams.", "a02": "Their voices take turns here."},
    stars=("r01", "r03"),
)
BEN = Coder(
    name="Ben O.",
    role=Role.SECOND,
    begins=datetime(2026, 3, 18, 9, 32, 45, tzinfo=UTC),
    late=(1, 2, 3, 3, 4, 5, 6, 8, 11, 14),
    misses=0.1,
    sees_otherwise={"r05": "inviting", "r11": "dancing-together", "c06": "need-help"},
    other_channel={"b04": "face", "b09": "body"},
    notes={"r03": "Like a song with two voices."},
    stars=(),
)


class Clock:
    """A time of day that goes on by itself, as if somebody sat and coded."""

    def __init__(self, begins: datetime, pace: random.Random) -> None:
        self._now = begins
        self._pace = pace

    def __call__(self) -> datetime:
        self._now += timedelta(milliseconds=self._pace.randint(700, 6_500))
        return self._now


def main() -> None:
    story = tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))
    case_folder = LIBRARY / CASE
    film = case_folder / SESSION / "film.mp4"
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "film.mp4"
        shutil.copyfile(film, kept)
        shutil.rmtree(case_folder)
        (LIBRARY / libraries.FILE).unlink(missing_ok=True)
        (case_folder / SESSION).mkdir(parents=True)
        shutil.copyfile(kept, film)
    desk = _session(film)
    for number, coder in enumerate((ANNA, BEN)):
        for scheme in ("attuned-moments", "babys-cues"):
            _code(desk, coder, scheme, story["event"], random.Random(f"{number} {scheme}"))


def _session(film: Path) -> SessionDesk:
    vault = PlainVault(LIBRARY)
    libraries.new_library(vault, Library(name="Example library (invented)", languages=("en",)))
    case = Case(
        id=CASE,
        label="A. and baby",
        goal="I want to know what he needs when he turns away.",
        people=(
            Person(id="a", role="carer", label="A.", parental_responsibility=True),
            Person(id="baby", role="infant", label="baby", born="2025-10-08"),
        ),
        consents=(
            Consent(
                id="c1",
                person="a",
                basis=INVENTED,
                date="2026-03-11",
                purposes=tuple(purpose for purpose in Purpose if purpose is not Purpose.LAW),
                note="A drawn film: no real people.",
            ),
        ),
    )
    stored = cases.create_record(cases.KIND, vault, CASE, case)
    session = Session(
        id=SESSION, name="home play", date="2026-03-11", who=("a", "baby"), setting="on the rug, with the ring tower"
    )
    scheme = find_scheme("attuned-moments")
    made = make_session(vault, stored, f"{CASE}/{SESSION}", [FilmGiven(film)], scheme, session=session)
    assert made is not None
    return open_place(film.parent)


def _code(desk: SessionDesk, coder: Coder, scheme_id: str, story: list[dict[str, Any]], chance: random.Random) -> None:
    found = find_scheme(scheme_id)
    freeze_scheme(desk.vault, desk.folder, found.source)
    clock = Clock(coder.begins, chance)
    hours = 0 if scheme_id == "attuned-moments" else 1
    clock._now += timedelta(hours=hours)
    _, hash = freeze_scheme(desk.vault, desk.folder, found.source)
    path = create_coding(
        desk.vault,
        desk.folder,
        session=SESSION,
        coder=coder.name,
        role=coder.role,
        scheme=found.scheme,
        scheme_hash=hash,
        now=clock,
    )
    with tempfile.TemporaryDirectory() as folder:
        settings = JournalSettings(emergency=EmergencyFolder(Path(folder)), host="example", now=clock)
        with open_coding(desk.vault, path, desk.scheme_of, coder.name, settings=settings) as source:
            room = CodingDesk(source, desk.film_index().frame_map)
            _press(room, coder, story, chance)
            room.flush()


def _press(room: CodingDesk, coder: Coder, story: list[dict[str, Any]], chance: random.Random) -> None:
    """Key by key in the order of the film, each as late as this coder's finger is."""
    made: dict[str, EventId] = {}
    last = room.clock.frames.last
    watched = 0
    for frame, _, begins, told in sorted(_keys(room, coder, story, chance), key=lambda key: key[:2]):
        frame = min(frame, last)
        code_id = coder.sees_otherwise.get(told["id"], told["code"])
        code = next(code for code in room.scheme.codes if code.id == code_id)
        room.watched(watched, frame)
        watched = frame
        outcome = room.code(code, frame)
        room.dismiss()
        if not begins or outcome.select is None:
            continue
        event = made[told["id"]] = outcome.select
        for modifier in code.modifiers:
            value = told.get(modifier.id)
            if modifier.id == "channel":
                value = coder.other_channel.get(told["id"], value)
            if value:
                room.set_modifier(event, modifier.id, value)
        if told.get("answers") in made and code.answers is not None:
            room.link(event, made[told["answers"]])
        if told["id"] in coder.notes:
            room.comment(event, coder.notes[told["id"]])
        if told["id"] in coder.stars:
            room.star(event)
    room.watched(watched, last)
    if coder is ANNA and any(tier.id == "baby" for tier in room.scheme.tiers):
        rest = next(told for told in story if told["tier"] == "baby-gaze" and told["code"] == "away")
        outcome = room.mark(rest["frame"])
        assert outcome.select is not None
        room.comment(outcome.select, "He rests with the cat. She waits.")


def _keys(
    room: CodingDesk, coder: Coder, story: list[dict[str, Any]], chance: random.Random
) -> Iterator[tuple[int, int, bool, dict[str, Any]]]:
    """(frame, order, does it begin something, what happened) for each key that this coder presses."""
    tiers = {str(tier.id) for tier in room.scheme.tiers}
    for order, told in enumerate([*story, *_lasting(story)]):
        if told["tier"] not in tiers or chance.random() < coder.misses:
            continue
        yield told["frame"] + chance.choice(coder.late), order, True, told
        if "end_frame" in told:
            yield told["end_frame"] + chance.choice(coder.late), order, False, told


def _lasting(story: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """How baby is for longer stretches: ready, but for the rest with the eyes elsewhere. (One ends the other.)"""
    rest = next(told for told in story if told["tier"] == "baby-gaze" and told["code"] == "away")
    starts = ((0, "ready"), (rest["frame"], "resting"), (rest["end_frame"], "ready"))
    for number, (frame, code) in enumerate(starts):
        yield {"id": f"l{number}", "tier": "lasting", "code": code, "frame": frame}
    yield {"id": "l3", "tier": "lasting", "code": "ready", "frame": 10**9}


if __name__ == "__main__":
    main()
