"""A coding in which a test presses keys; one frame lasts one second, the film is a minute long."""

from __future__ import annotations

from vfi.core.clock import FilmClock
from vfi.core.coding import Coding, CodingHeader, CodingId, Role
from vfi.core.events import CodeId, EventId, TierId
from vfi.core.history import History
from vfi.core.rules import Decision, delete, link, mark, nudge, press, recode, set_edge
from vfi.core.rules.edges import Edge
from vfi.core.scheme import Code, Link, Modifier, ModifierKind, Option, Scheme, StateRule, Tier, TierType
from vfi.core.time import SECOND, FrameMap, Ns

FRAMES = FrameMap([n * SECOND for n in range(60)], 60 * SECOND)
CLOCK = FilmClock(FRAMES)


def at(second: int) -> Ns:
    return Ns(second * SECOND)


def tier(id: str, rule: StateRule | None, *codes: Code) -> Tier:
    kind = TierType.POINT if rule is None else TierType.STATE
    return Tier(id=TierId(id), label=id, subject="baby", type=kind, rule=rule or StateRule.FREE, codes=codes)


def code(tier: str, id: str, **more: object) -> Code:
    return Code(id=CodeId(id), tier=TierId(tier), label=id.capitalize(), **more)  # type: ignore[arg-type]


CHANNEL = Modifier(
    id="channel",
    label="Channel",
    required=True,
    options=(Option(id="look", label="look"), Option(id="sound", label="sound")),
)
WAYS = Modifier(
    id="ways",
    label="Ways",
    kind=ModifierKind.SEVERAL,
    options=(Option(id="words", label="words"), Option(id="touch", label="touch")),
)
SCHEME = Scheme(
    id="try",
    version="1.0",
    title="Try",
    tiers=(
        tier("cues", None, code("cues", "cue", key="s", modifiers=(CHANNEL, WAYS))),
        tier("answers", None, code("answers", "answer", key="w", answers=Link(to=(CodeId("cue"),), window=at(7)))),
        tier("touch", StateRule.FREE, code("touch", "stroke", key="t"), code("touch", "hold", key="h")),
        tier("gaze", StateRule.EXCLUSIVE, code("gaze", "face", key="f"), code("gaze", "toy", key="y")),
        tier(
            "mood",
            StateRule.EXHAUSTIVE,
            code("mood", "calm", key="a"),
            code("mood", "upset", key="u"),
            code("mood", "bright", key="b"),
        ),
    ),
)


class Story:
    """A coding with its history; ids are e1, e2, ... in the order in which events are made."""

    def __init__(self) -> None:
        header = CodingHeader(
            id=CodingId("c"),
            session="s",
            coder="anna",
            role=Role.PRIMARY,
            scheme=SCHEME.ref,
            scheme_hash="",
            created="",
        )
        self.coding = Coding(header, SCHEME)
        self.revision = 0
        self.made = 0
        self.history = History(self.coding, lambda batch, kind, reverses: self._next())

    def _next(self) -> int:
        self.revision += 1
        return self.revision

    def _id(self) -> EventId:
        self.made += 1
        return EventId(f"e{self.made}")

    def key(self, key: str, second: int) -> Decision:
        found = SCHEME.code_of_key(key)
        assert found is not None
        return self.do(press(self.coding, found, at(second), self._id))

    def mark(self, second: int) -> Decision:
        return self.do(mark(self.coding, at(second), self._id))

    def edge(self, id: str, edge: str, frame: int) -> Decision:
        return self.do(set_edge(self.coding, CLOCK, EventId(id), Edge(edge), frame))

    def nudge(self, id: str, edge: str, frames: int) -> Decision:
        return self.do(nudge(self.coding, CLOCK, EventId(id), Edge(edge), frames))

    def delete(self, id: str) -> Decision:
        return self.do(delete(self.coding, EventId(id)))

    def recode(self, id: str, code: str) -> Decision:
        return self.do(recode(self.coding, EventId(id), CodeId(code)))

    def link(self, id: str, to: str | None) -> Decision:
        return self.do(link(self.coding, EventId(id), EventId(to) if to is not None else None))

    def do(self, decision: Decision) -> Decision:
        if decision.batch is not None:
            self.history.do(decision.batch)
        return decision

    def states(self, tier: str) -> list[tuple[str, int, int | None]]:
        return [
            (state.code, state.start // SECOND, None if state.end is None else state.end // SECOND)
            for state in self.coding.states(TierId(tier))
        ]


def said(decision: Decision) -> str | None:
    return decision.said.id if decision.said is not None else None
