"""Killing a program that codes at full speed, at a moment it does not know, and counting what is left."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from vfi.core.coding import Batch, CodingHeader, Edit, Role
from vfi.core.events import MARK_CODE, MARKS_TIER, EventId, PointEvent
from vfi.core.scheme import NO_SCHEME, Scheme
from vfi.core.time import Ns, Span
from vfi.files.vault import PlainVault
from vfi.store.codings import create_coding, open_coding

SESSION = "F012/2026-03-11-home-play"


@dataclass(frozen=True)
class Killed:
    """One run."""

    after: float
    """Seconds of coding before the kill."""
    acknowledged: int
    """The newest revision that the program had been told is written."""
    found: int
    """The newest revision after reopening."""
    torn: bool
    """Was a half line set aside?"""

    @property
    def lost(self) -> int:
        return max(0, self.acknowledged - self.found)


def new_coding(library: Path) -> str:
    return create_coding(
        PlainVault(library), SESSION, session="2026-03-11-home-play", coder="anna", role=Role.PRIMARY, scheme=NO_SCHEME
    )


def no_scheme(header: CodingHeader) -> Scheme:
    return NO_SCHEME


def code_at_full_speed(library: Path, path: str) -> None:
    """Mark, delete, undo, redo, watch, without a pause; tell each revision on standard output once it is written."""
    chance = random.Random(os.getpid())
    coding = open_coding(PlainVault(library), path, no_scheme, "anna")
    revision = coding.durability.written
    while True:
        did = True
        what = chance.random()
        if what < 0.7:
            event = PointEvent(
                id=EventId(f"e{revision}-{os.getpid()}"),
                tier=MARKS_TIER,
                code=MARK_CODE,
                at=Ns(chance.randrange(10**12)),
                comment="ein längerer Satz – كلمات " * chance.randrange(6),
            )
            coding.history.do(Batch("mark", (Edit(None, event),)))
        elif what < 0.85 and coding.history.can_undo:
            coding.history.undo()
        elif what < 0.95 and coding.history.can_redo:
            coding.history.redo()
        else:
            start = chance.randrange(10**12)
            did = coding.history.watched([MARKS_TIER], Span(Ns(start), Ns(start + 10**9))) is not None
        revision += did
        os.write(1, b"%d\n" % revision)


def kill_once(library: Path, path: str, after: float) -> Killed:
    """Let a program code for this long, kill it, reopen the coding, and check it against a fresh replay."""
    program = subprocess.Popen(
        [sys.executable, __file__, str(library), path], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    first = program.stdout.readline()  # the clock starts with the first edit
    assert first, program.stderr.read().decode() if program.stderr else ""
    time.sleep(after)
    program.kill()
    told = first + program.communicate()[0]
    acknowledged = int(told[: told.rindex(b"\n")].split(b"\n")[-1])
    with open_coding(PlainVault(library), path, no_scheme, "anna") as coding:
        assert coding.read_only is None, coding.read_only
        return Killed(
            after=after, acknowledged=acknowledged, found=coding.durability.written, torn=bool(coding.notices)
        )


if __name__ == "__main__":
    code_at_full_speed(Path(sys.argv[1]), sys.argv[2])
