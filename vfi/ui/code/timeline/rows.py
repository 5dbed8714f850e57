"""Which lanes the timeline has, in which order and how high."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vfi.core.events import CodeId, TierId
from vfi.core.scheme import MARKS, Scheme, StateRule, Tier, TierType
from vfi.words import tr

_SUB_ROWS = 4
"""A free tier shows at most so many states above one another; further codes share."""


@dataclass(frozen=True, slots=True)
class Row:
    """One lane: pixels from the top of the drawing, and how many states may lie above one another in it."""

    tier: Tier
    label: str
    top: int
    height: int
    sub_rows: int = 1

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def marks(self) -> bool:
        return self.tier.id == MARKS.id

    def bar(self, code: CodeId) -> tuple[float, float]:
        """Top and height (pixels) of this code's bars; in a free tier each code has its own height."""
        inner = self.height - 10
        if self.sub_rows == 1:
            return self.top + 5, inner
        place = next((n for n, one in enumerate(self.tier.codes) if one.id == code), 0) % self.sub_rows
        step = (inner + 2) / self.sub_rows
        return self.top + 5 + place * step, step - 2


def rows_of(scheme: Scheme, size: Callable[[str], int], *, wide: bool, top: int) -> tuple[Row, ...]:
    """The lanes of a scheme, the marks last.

    Args:
        size: pixels of a token (`laneState`, ...), grown with the text.
        wide: a large window has higher lanes.
        top: where the first lane begins, under the ruler.
    """
    rows: list[Row] = []
    for tier in (*scheme.tiers, MARKS):
        subs = 1
        if tier.type is TierType.STATE and tier.rule is StateRule.FREE:
            subs = max(1, min(_SUB_ROWS, len(tier.codes)))
        if tier.id == MARKS.id or tier.subject == "":
            height = size("laneMarks") + (4 if tier.type is TierType.STATE else 0)
        elif tier.type is TierType.POINT:
            height = size("lanePoint") + (6 if wide else 0)
        else:
            height = size("laneState") + (4 if wide else 0)
        if subs > 1:
            height = max(height, 10 + subs * 14 - 2)
        rows.append(Row(tier, lane_label(scheme, tier), top, height, subs))
        top += height
    return tuple(rows)


def lane_label(scheme: Scheme, tier: Tier) -> str:
    """`Baby`, or `Parent · tuning in` where the parent has several tiers."""
    if tier.id == MARKS.id:
        return tr("Marks")
    subject = scheme.subject(tier.subject)
    if subject is None:
        return tier.label
    if sum(1 for other in scheme.tiers if other.subject == tier.subject) == 1:
        return subject.label
    rest = tier.label
    if rest.lower().startswith(subject.label.lower()):
        rest = rest[len(subject.label) :].lstrip(" :,·-–")
    if not rest:
        return subject.label
    return f"{subject.label} · {rest[:1].lower()}{rest[1:]}"


def tier_row(rows: tuple[Row, ...], tier: TierId) -> Row | None:
    """The lane of this tier."""
    return next((row for row in rows if row.tier.id == tier), None)
