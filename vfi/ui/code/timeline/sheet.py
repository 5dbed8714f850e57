"""What the painted parts of the timeline share: the axis of time, the rows, the events, what is selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPixmap

from vfi.core.clock import FilmClock
from vfi.core.events import CodeId, EventId, TierId
from vfi.core.scheme import Code, Scheme
from vfi.core.time import Ns, Span, Spans, subtract
from vfi.ui.code.index import EventIndex
from vfi.ui.code.timeline.rows import Row, tier_row
from vfi.ui.kit.swatch import CodeBrush, code_brushes
from vfi.ui.theme import Theme, Weight

Edge = Literal["start", "end"]

POINT = 8.5
"""Radius of a point event (pixels)."""
POINT_HOVER = 10.0


@dataclass(slots=True)
class Ghost:
    """An edge being dragged: where it would come to lie, and what stands at the cursor."""

    event: EventId
    edge: Edge
    time: Ns
    words: str


@dataclass(slots=True)
class Axis:
    """Which stretch of the film is in view: `start` to `end` (ns) over `width` pixels; never mirrored."""

    start: int = 0
    end: int = 1
    width: int = 1

    @property
    def scale(self) -> float:
        """Pixels per nanosecond."""
        return self.width / max(1, self.end - self.start)

    def x(self, time: int) -> float:
        return (time - self.start) * self.scale

    def xs(self, times: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray((times - self.start) * self.scale, dtype=np.float64)

    def time(self, x: float) -> int:
        """The time (ns) under a pixel; may lie outside the film."""
        return self.start + round(x / self.scale)


@dataclass(slots=True)
class Sheet:
    """Everything that is drawn, read by every painted part; changed by the timeline widget alone."""

    theme: Theme
    scheme: Scheme
    index: EventIndex
    clock: FilmClock
    covered: Callable[[TierId], Spans]
    """What of a tier was watched."""
    axis: Axis = field(default_factory=Axis)
    rows: tuple[Row, ...] = ()
    head: Ns = Ns(0)
    """The time of the frame last painted."""
    selected: EventId | None = None
    hovered: EventId | None = None
    ghost: Ghost | None = None
    suggestion: tuple[EventId, EventId] | None = None
    """(answer, what it may answer): drawn dotted until accepted."""
    loop: tuple[int | None, int | None] = (None, None)
    """First and last time (ns, half-open) of the loop, each None where not set."""
    looping: bool = False
    gap_hovered: tuple[TierId, Span] | None = None
    brushes: dict[str, CodeBrush] = field(default_factory=dict)
    _dots: dict[tuple[str, str, bool, float], QPixmap] = field(default_factory=dict)
    _gaps: dict[TierId, Spans] = field(default_factory=dict)
    _answerable: frozenset[CodeId] | None = None
    ratio: float = 1.0
    _colours: dict[str, QColor] = field(default_factory=dict)
    _fonts: dict[tuple[str, Weight], QFont] = field(default_factory=dict)

    def dress(self, ratio: float) -> None:
        """Take the theme's colours at this device pixel ratio."""
        self.ratio = ratio
        self.brushes = code_brushes(self.theme, ratio)
        self._dots.clear()
        self._colours.clear()
        self._fonts.clear()

    def colour(self, name: str) -> QColor:
        """A colour of the theme, kept: a repaint asks for hundreds. Not to be changed."""
        if name not in self._colours:
            self._colours[name] = self.theme.colour(name)
        return self._colours[name]

    def font(self, role: str, weight: Weight = "regular") -> QFont:
        """A font of the theme, kept."""
        if (role, weight) not in self._fonts:
            self._fonts[role, weight] = self.theme.font(role, weight)
        return self._fonts[role, weight]

    def row(self, tier: TierId) -> Row | None:
        return tier_row(self.rows, tier)

    def code(self, tier: TierId, code: CodeId) -> Code:
        """The code of an event; a stand-in under its own id where the scheme does not know it."""
        found = self.scheme.code(tier, code)
        return found if found is not None else Code(id=code, tier=tier, label=code)

    def brush(self, code: Code) -> CodeBrush:
        return self.brushes.get(code.colour) or self.brushes["slate"]

    def gaps(self, tier: TierId) -> Spans:
        """What of this tier was not watched yet."""
        if tier not in self._gaps:
            self._gaps[tier] = subtract((Span(self.clock.start, self.clock.end),), self.covered(tier))
        return self._gaps[tier]

    def gaps_in_view(self, tier: TierId) -> list[Span]:
        """Those of the gaps that the view shows."""
        return [span for span in self.gaps(tier) if span.start < self.axis.end and span.end > self.axis.start]

    def coverage_changed(self, tiers: frozenset[TierId]) -> None:
        for tier in tiers:
            self._gaps.pop(tier, None)

    def answerable(self, code: CodeId) -> bool:
        """Is this a code that others answer?"""
        if self._answerable is None:
            self._answerable = frozenset(to for code in self.scheme.codes if code.answers for to in code.answers.to)
        return code in self._answerable

    def hollow(self, code: Code, event: EventId) -> bool:
        """A start that nobody answered yet; what is itself an answer need not be answered."""
        return code.answers is None and self.answerable(code.id) and not self.index.answers_of(event)

    def dot(self, code: Code, *, hollow: bool = False, radius: float = POINT) -> QPixmap:
        """A point event's picture, kept, since a window can hold hundreds."""
        letter = (code.key or code.label[:1]).upper()
        known = (code.colour, letter, hollow, radius)  # the scale changes only with a new dress
        if known not in self._dots:
            self._dots[known] = self._paint_dot(code, letter, hollow, radius)
        return self._dots[known]

    def _paint_dot(self, code: Code, letter: str, hollow: bool, radius: float) -> QPixmap:
        unit = self.theme.scale
        side = 28 * unit
        radius *= unit
        picture = QPixmap(round(side * self.ratio), round(side * self.ratio))
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = self.brush(code)
        centre = QPointF(side / 2, side / 2)
        painter.setPen(QPen(brush.fill, 1.5))
        painter.drawLine(QPointF(side / 2, side / 2 - 11 * unit), QPointF(side / 2, side / 2 + 12 * unit))
        painter.setPen(QPen(brush.fill, 2) if hollow else QPen(self.theme.colour("sunken"), 1))
        painter.setBrush(self.theme.colour("panel") if hollow else brush.fill)
        painter.drawEllipse(centre, radius, radius)
        font = self.theme.font("micro", "semibold")
        font.setPixelSize(round(10 * unit))
        painter.setFont(font)
        painter.setPen(self.theme.colour("text") if hollow else brush.on)
        painter.drawText(QRectF(0, 0, side, side - 0.5), Qt.AlignmentFlag.AlignCenter, letter)
        painter.end()
        return picture

    def dims(self, tier: TierId) -> bool:
        """Is an edge being dragged in another tier?"""
        event = self.index.event(self.ghost.event) if self.ghost is not None else None
        return event is not None and event.tier != tier


def hatch(colour: QColor, ratio: float) -> QBrush:
    """Lines at 45 degrees over what was not watched: 7 px apart, sharp at the ratio."""
    side = 7
    tile = QPixmap(round(side * ratio), round(side * ratio))
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(tile.width() / side, tile.height() / side)
    painter.setPen(QPen(colour, 1))
    for shift in (-side, 0, side):  # the neighbours' lines too, so that the corners meet
        painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
    painter.end()
    brush = QBrush(tile)
    transform = brush.transform()
    transform.scale(side / tile.width(), side / tile.height())
    brush.setTransform(transform)
    return brush
