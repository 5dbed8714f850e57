"""The story table: reading it, and checking that what is coded is also shown."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STORY = Path(__file__).with_name("story.toml")

SHOWN_BY = {
    "look": "baby-gaze",
    "eyes": "baby-gaze",
    "sound": "baby-voice",
    "voice": "baby-voice",
    "reach": "baby-hands",
    "hands": "baby-hands",
    "face": "baby-face",
    "body": "baby-body",
}
"""Which tier of behaviour shows a channel of the coding."""

PARENT_TIERS = ("parent-gaze", "parent-face", "parent-voice", "parent-hands", "parent-body")
GAZE_TIERS = ("baby-gaze", "parent-gaze")


@dataclass(frozen=True)
class Event:
    """One row of the table; `end` is None for a point."""

    id: str
    tier: str
    code: str
    frame: int
    end: int | None
    channel: str
    answers: str
    what: str

    @property
    def until(self) -> int:
        """The first frame after it (a point lasts one frame)."""
        return self.frame + 1 if self.end is None else self.end


@dataclass(frozen=True)
class Story:
    """The whole table, in order of frames."""

    frames: int
    frame_rate: int
    width: int
    height: int
    events: tuple[Event, ...]

    def tier(self, name: str) -> Iterator[Event]:
        """The events of one tier, in order."""
        return (e for e in self.events if e.tier == name)

    def count(self) -> dict[str, int]:
        """How many events each tier and code has."""
        counts: dict[str, int] = {}
        for e in self.events:
            counts[f"{e.tier}/{e.code}"] = counts.get(f"{e.tier}/{e.code}", 0) + 1
        return dict(sorted(counts.items()))


def read_story(path: Path = STORY) -> Story:
    """Read and check the story."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    events = tuple(
        sorted(
            (
                Event(
                    id=row["id"],
                    tier=row["tier"],
                    code=row["code"],
                    frame=row["frame"],
                    end=row.get("end_frame"),
                    channel=row.get("channel", ""),
                    answers=row.get("answers", ""),
                    what=row["what"],
                )
                for row in table["event"]
            ),
            key=lambda e: (e.frame, e.tier, e.id),
        )
    )
    story = Story(table["frames"], table["frame_rate"], table["width"], table["height"], events)
    findings = list(_findings(story))
    if findings:
        raise ValueError("story.toml:\n" + "\n".join(findings))
    return story


def _findings(story: Story) -> Iterator[str]:
    """What is wrong with the story, one sentence each."""
    by_id = {e.id: e for e in story.events}
    if len(by_id) != len(story.events):
        yield "an id is used twice"
    onsets = {(e.tier, e.frame) for e in story.events}
    for e in story.events:
        if not 0 <= e.frame < e.until <= story.frames:
            yield f"{e.id}: frames {e.frame} to {e.until} do not fit the film"
        if e.answers and (e.answers not in by_id or by_id[e.answers].frame >= e.frame):
            yield f"{e.id}: answers {e.answers}, which does not come before it"
        if e.tier in ("baby", "cues") and (SHOWN_BY[e.channel], e.frame) not in onsets:
            yield f"{e.id}: nothing in {SHOWN_BY[e.channel]} begins on frame {e.frame}"
        if e.tier == "rungs" and not any((t, e.frame) in onsets for t in (*PARENT_TIERS, "baby-face")):
            yield f"{e.id}: the parent does nothing new on frame {e.frame}"
        looks = [g for g in story.tier("parent-gaze") if g.frame <= e.frame and e.until <= g.until]
        if e.tier == "tuning-in" and not any(g.code == "at-baby" for g in looks):
            yield f"{e.id}: the parent does not look at baby all the time"
    for tier in {e.tier for e in story.events if e.end is not None}:
        rows = list(story.tier(tier))
        for a, b in itertools.pairwise(rows):
            if a.until > b.frame or (tier in GAZE_TIERS and a.until != b.frame):
                yield f"{a.id} and {b.id} overlap or leave a gap"
    for tier in GAZE_TIERS:
        rows = list(story.tier(tier))
        if rows[0].frame != 0 or rows[-1].until != story.frames:
            yield f"{tier} does not cover the film"
