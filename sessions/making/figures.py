"""Parent and baby as whole figures: bodies, arms that bend at the elbow, hands, legs.

Hands are placed on the sheet (so that two people can hold one ring); the elbow follows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from faces import Head, baby_head, parent_head
from pen import (
    ACCENT,
    ACCENT_SOFT,
    CLOTH,
    FIGURE,
    INK,
    LINE,
    SHEET,
    TOP,
    Point,
    curve,
    dot,
    fill,
    mix,
    shape,
    sleeve,
    stroke,
    svg,
    union,
)
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker

PARENT_AT = -70.0
"""How far the parent sits to the right of the place in the illustrations."""
BABY_AT = 34.0


@dataclass
class Hand:
    """Where a hand is on the sheet, how it is turned (degrees), and how far it is opened."""

    x: float = 0.0
    y: float = 0.0
    rot: float = 0.0
    open: float = 0.0


@dataclass
class ParentPose:
    """All of the parent on one picture."""

    head: Head = field(default_factory=Head)
    lean: float = 20.0
    rise: float = 0.0
    near: Hand = field(default_factory=Hand)
    far: Hand = field(default_factory=Hand)


@dataclass
class BabyPose:
    """All of the baby on one picture."""

    head: Head = field(default_factory=Head)
    lean: float = 0.0
    rise: float = 0.0
    near: Hand = field(default_factory=Hand)
    far: Hand = field(default_factory=Hand)
    kick_near: float = 0.0
    kick_far: float = 0.0


def _arm(shoulder: Point, wrist: Point, upper: float, lower: float, bend: float) -> list[Point]:
    """The curve of an arm: the elbow lies on the side `bend` (+1 below a hand held to the right)."""
    dx, dy = wrist[0] - shoulder[0], wrist[1] - shoulder[1]
    d = max(12.0, math.hypot(dx, dy))
    reach = min(d, (upper + lower) * 0.985)
    along = (upper * upper - lower * lower + reach * reach) / (2 * reach)
    off = min(math.sqrt(max(0.0, upper * upper - along * along)), 0.62 * upper) * bend
    ux, uy = dx / d, dy / d
    ex, ey = shoulder[0] + ux * along - uy * off, shoulder[1] + uy * along + ux * off
    ex, ey = ex + (dx - ux * reach) * 0.5, ey + (dy - uy * reach) * 0.5
    return [
        shoulder,
        (mix(shoulder[0], ex, 0.86), mix(shoulder[1], ey, 0.86)),
        (mix(ex, wrist[0], 0.18), mix(ey, wrist[1], 0.18)),
        wrist,
    ]


def _palm(points: list[Point], out: float) -> tuple[float, float, float]:
    """Where the palm at the end of an arm is, and how the lower arm is turned (degrees)."""
    (ax, ay), (x, y) = points[-2], points[-1]
    angle = math.atan2(y - ay, x - ax)
    return x + out * math.cos(angle), y + out * math.sin(angle), math.degrees(angle)


def _outside(body: QPainterPath) -> QPainterPath:
    """The sheet without a body: what is drawn there lies behind the body."""
    edge = QPainterPathStroker()
    edge.setWidth(LINE)
    body = body.united(edge.createStroke(body))
    path = QPainterPath()
    path.addRect(QRectF(-400, -400, SHEET[0] + 800, SHEET[1] + 800))
    path.addPath(body)
    path.setFillRule(Qt.FillRule.OddEvenFill)
    return path


# --- parent -----------------------------------------------------------------------------------------------


def _parent_shoulders(pose: ParentPose) -> Point:
    return 552 + PARENT_AT + pose.lean, 452 + pose.rise + abs(pose.lean - 20) * 0.05


def parent_head_at(pose: ParentPose) -> Point:
    """The middle of the parent's head."""
    sx, sy = _parent_shoulders(pose)
    return sx + 44 + pose.head.x, sy - 136 + pose.head.y


def _parent_torso(pose: ParentPose) -> tuple[QPainterPath, list[Point], list[Point]]:
    sx, sy = _parent_shoulders(pose)
    o, low = PARENT_AT, pose.lean
    right: list[Point] = [
        (sx + 66, sy + 4), (sx + 86, sy + 80), (sx + 74 - low * 0.4, 660), (sx + 70 - low * 0.6, 770),
    ]  # fmt: skip
    left: list[Point] = [(384 + o, 796), (340 + o, 752), (sx - 168 + low * 0.35, 590), (sx - 92, sy + 4)]
    path = curve(
        [(sx - 92, sy + 4), (sx - 64, sy - 42), (sx + 40, sy - 48), *right,
         (560 + o, 812), (430 + o, 822), *left]
    )  # fmt: skip
    path.closeSubpath()
    return path, left, right


def _x_at(y: float, points: list[Point]) -> float:
    """Where a cubic curve is at a height."""

    def at(t: float, k: int) -> float:
        u = 1 - t
        return u**3 * points[0][k] + 3 * u * u * t * points[1][k] + 3 * u * t * t * points[2][k] + t**3 * points[3][k]

    up = points[3][1] > points[0][1]
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        if (at(middle, 1) < y) == up:
            low = middle
        else:
            high = middle
    return at((low + high) / 2, 0)


def parent_body(p: QPainter, pose: ParentPose) -> None:
    """The parent without the near arm."""
    sx, sy = _parent_shoulders(pose)
    hx, hy = parent_head_at(pose)
    torso, left, right = _parent_torso(pose)
    neck = curve([(hx - 16, hy + 66), (hx - 20, hy + 90), (sx + 6, sy - 20), (sx + 4, sy - 2)])
    stroke(p, neck, INK, 58 + 2 * LINE)
    stroke(p, neck, FIGURE, 58)
    fill(p, torso, TOP)
    stripes = QPainterPath()
    for down in (72, 136, 200, 264):
        y = sy + down
        u, v = _x_at(y, left), _x_at(y - 2, right)
        w = v - u
        stripes.moveTo(u, y)
        stripes.cubicTo(u + w * 0.3, y + 15, u + w * 0.7, y + 15, v, y - 2)
    stroke(p, stripes, ACCENT, 9)
    stroke(p, torso)
    collar = curve([(sx - 40, sy - 20), (sx - 24, sy + 16), (sx + 36, sy + 14), (sx + 46, sy - 22)])
    stroke(p, collar, ACCENT, 9)
    p.save()
    p.translate(PARENT_AT, 0)
    _parent_legs(p)
    p.restore()
    p.save()
    p.translate(hx, hy)
    parent_head(p, pose.head)
    p.restore()
    # the far arm comes from behind the body, its hand is in front of everything
    shoulder = (sx + 34, sy + 62)
    points = _arm(shoulder, (pose.far.x, pose.far.y), 172, 172, 1.0)
    p.save()
    p.setClipPath(_outside(torso))
    sleeve(p, points, 58, TOP, ends=False)
    p.restore()
    _parent_hand(p, points, pose.far, True)


def _parent_near(pose: ParentPose) -> list[Point]:
    sx, sy = _parent_shoulders(pose)
    return _arm((sx - 22, sy + 74), (pose.near.x, pose.near.y), 172, 172, 1.0)


def parent_palm(pose: ParentPose) -> tuple[float, float, float]:
    """Where the parent's near hand holds things."""
    return _palm(_parent_near(pose), 70)


def parent_near_arm(p: QPainter, pose: ParentPose) -> None:
    """The arm on our side, in front of body and toys."""
    points = _parent_near(pose)
    sleeve(p, points, 62, TOP)
    _parent_hand(p, points, pose.near, False)


def _parent_hand(p: QPainter, points: list[Point], hand: Hand, far: bool) -> None:
    x, y = points[-1]
    angle = math.degrees(math.atan2(y - points[-2][1], x - points[-2][0]))
    p.save()
    p.translate(x, y)
    p.rotate(angle)
    p.translate(33, 0)
    p.rotate(hand.rot)
    if far:
        p.scale(0.96, 0.96)
    shape(p, svg("M-34,-22 C-10,-34 26,-34 44,-18 C56,-6 52,18 34,24 C14,32 -12,32 -34,24 Z"), FIGURE)
    fingers = QPainterPath(QPointF(46, -8))
    fingers.lineTo(24, -8)
    fingers.moveTo(47, 6)
    fingers.lineTo(26, 6)
    stroke(p, fingers, INK, 5)
    p.translate(-4, -24)
    p.rotate(-22 * hand.open)
    shape(p, svg("M-6,2 C0,-20 18,-28 25,-16 C30,-6 17,2 15,10"), FIGURE)
    p.restore()


def _parent_legs(p: QPainter) -> None:
    union(p, [(svg("M440,776 C520,742 640,704 738,716"), 104), (svg("M744,734 C748,782 690,808 600,814"), 76)], CLOTH)
    stroke(p, svg("M612,774 C664,768 700,752 716,730"), INK, 6)
    shape(p, svg("M604,774 C574,768 520,774 500,792 C486,808 494,842 520,850 C556,858 596,852 612,846 Z"), FIGURE)
    stroke(p, svg("M498,806 q12,-2 16,8"), INK, 5)


# --- baby -------------------------------------------------------------------------------------------------


def _baby_shift(pose: BabyPose, y: float) -> float:
    """How far the leaning moves a point of the body at this height (the seat stays)."""
    return BABY_AT - pose.lean * max(0.0, (800 - y) / 250)


def baby_head_at(pose: BabyPose) -> Point:
    """The middle of the baby's head."""
    head = pose.head
    x = 1066 + 32 * head.turn + _baby_shift(pose, 540) + head.x
    return x, 468 + 9 * (1 + head.turn) * 0.5 + pose.rise + abs(pose.lean) * 0.10 + head.y


def _baby_torso(pose: BabyPose) -> QPainterPath:
    d = pose.rise

    def at(x: float, y: float) -> Point:
        return x + _baby_shift(pose, y), y + d * max(0.0, min(1.0, (790 - y) / 230))

    path = curve(
        [at(1010, 556), at(1050, 532), at(1116, 540), at(1146, 580), at(1190, 640), at(1196, 730), at(1160, 786),
         at(1110, 822), at(1000, 820), at(952, 790), at(930, 744), at(950, 640), at(1010, 556)]
    )  # fmt: skip
    path.closeSubpath()
    return path


def baby_body(p: QPainter, pose: BabyPose) -> None:
    """The baby without its near arm, with the cushion behind."""
    p.save()
    p.translate(BABY_AT, 0)
    shape(
        p,
        svg(
            "M932,822 C900,800 912,756 960,752 C1010,750 1020,700 1050,640 C1090,560 1190,520 1270,570"
            " C1350,624 1352,742 1304,794 C1270,836 1180,842 1110,842 C1040,842 968,842 932,822 Z"
        ),
        ACCENT_SOFT,
    )
    stroke(p, svg("M1270,600 C1318,650 1322,730 1290,776 M1226,590 C1190,586 1150,602 1126,630"), ACCENT, 5)
    p.restore()
    torso = _baby_torso(pose)
    shape(p, torso, ACCENT)
    shift = _baby_shift(pose, 590)
    d = pose.rise
    collar = curve([(1024 + shift, 584 + d), (1046 + shift, 604 + d), (1090 + shift, 606 + d), (1118 + shift, 592 + d)])
    stroke(p, collar, FIGURE, 5)
    hx, hy = baby_head_at(pose)
    p.save()
    p.translate(hx, hy)
    baby_head(p, pose.head)
    p.restore()
    _baby_leg(p, pose.kick_far, far=True)
    _baby_leg(p, pose.kick_near, far=False)
    shoulder = (1022 + _baby_shift(pose, 620), 630 + d)
    points = _arm(shoulder, (pose.far.x, pose.far.y), 112, 108, -1.0)
    p.save()
    p.setClipPath(_outside(torso))
    sleeve(p, points, 42, ACCENT, ends=False)
    p.restore()
    _baby_hand(p, points, pose.far)


def _baby_near(pose: BabyPose) -> list[Point]:
    return _arm((1062 + _baby_shift(pose, 620), 622 + pose.rise), (pose.near.x, pose.near.y), 112, 108, -1.0)


def baby_palm(pose: BabyPose) -> tuple[float, float, float]:
    """Where the baby's near hand holds things."""
    return _palm(_baby_near(pose), 38)


def baby_near_arm(p: QPainter, pose: BabyPose) -> None:
    """The baby's arm on our side."""
    points = _baby_near(pose)
    sleeve(p, points, 44, ACCENT)
    _baby_hand(p, points, pose.near)


def _baby_hand(p: QPainter, points: list[Point], hand: Hand) -> None:
    """A small fist whose fingers stretch with `open`."""
    x, y = points[-1]
    angle = math.degrees(math.atan2(y - points[-2][1], x - points[-2][0]))
    o = max(0.0, min(1.1, hand.open))
    p.save()
    p.translate(x, y)
    p.rotate(angle)
    p.translate(25, 0)
    p.rotate(hand.rot)

    def finger(x0: float, y0: float, x1: float, y1: float) -> tuple[QPainterPath, float]:
        path = QPainterPath(QPointF(x0, y0))
        path.lineTo(mix(x0, x1, o) + 4, mix(y0, y1, o))
        return path, mix(14, 9.5, min(1.0, o))

    palm = QPainterPath(QPointF(-15, 0))
    palm.lineTo(mix(4, 3, o), 0)
    union(
        p,
        [(palm, mix(34, 29, min(1.0, o))), finger(4, -8, 22, -17), finger(8, -1, 31, -4), finger(6, 6, 27, 11),
         finger(-4, 8, 6, 23)],
        FIGURE,
    )  # fmt: skip
    if o < 0.5:
        line = QPainterPath(QPointF(20, 1))
        line.lineTo(10 + 8 * o, 1)
        ink = QColor(INK)
        ink.setAlphaF(1 - 2 * o)
        stroke(p, line, ink, 4.5)
    p.restore()


_NEAR_REST: list[Point] = [(1034, 764), (970, 752), (920, 766), (872, 780)]
_NEAR_KICK: list[Point] = [(1034, 764), (990, 752), (940, 742), (890, 712)]
_FAR_REST: list[Point] = [(1040, 784), (1010, 796), (975, 800), (930, 796)]
_FAR_KICK: list[Point] = [(1040, 784), (1004, 786), (966, 774), (922, 752)]


def _baby_leg(p: QPainter, kick: float, *, far: bool) -> None:
    rest, up = (_FAR_REST, _FAR_KICK) if far else (_NEAR_REST, _NEAR_KICK)
    points = [(mix(a[0], b[0], kick) + BABY_AT, mix(a[1], b[1], kick)) for a, b in zip(rest, up, strict=True)]
    x, y = points[-1]
    sleeve(p, points, 56 if far else 58, ACCENT, ends=not far)
    p.save()
    p.translate(x - 29 + 2 * kick, y - 10 - 7 * kick)
    p.rotate(-22 - 18 * kick)
    shape(p, svg("M-20,-24 C2,-36 26,-30 30,-6 C34,22 20,44 0,44 C-20,44 -30,20 -20,-24 Z"), FIGURE)
    stroke(p, svg("M10,-30 v9 M22,-22 l-4,8"), INK, 5)
    p.restore()


# --- toys -------------------------------------------------------------------------------------------------

TOWER: Point = (800.0, 846.0)
"""Middle of the foot of the ring tower."""
RING_WIDTH = (112.0, 92.0, 74.0)
RING_COLOUR = (ACCENT_SOFT, FIGURE, ACCENT)
RING_HIGH = 33.0


def seat(level: int) -> Point:
    """Where the ring of this level sits on the tower."""
    return TOWER[0], TOWER[1] - 11 - RING_HIGH * (level + 0.5)


def tower(p: QPainter) -> None:
    """Foot and peg."""
    x, y = TOWER
    shape(p, box_at(x, y - 66, 15, 124, 7), FIGURE, 7)
    shape(p, box_at(x, y - 4, 134, 16, 8), CLOTH)


def box_at(x: float, y: float, w: float, h: float, r: float) -> QPainterPath:
    """A box with round corners round a middle."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(x - w / 2, y - h / 2, w, h), r, r)
    return path


def ring(p: QPainter, level: int, x: float, y: float, rot: float, face: float) -> None:
    """A ring from the side (face 0) to the front (face 1, one can look through it)."""
    w = RING_WIDTH[level]
    h = mix(RING_HIGH, w, face)
    p.save()
    p.translate(x, y)
    p.rotate(rot)
    path = box_at(0, 0, w, h, min(w, h) / 2 if face > 0 else 16)
    hole_w, hole_h = w * 0.36, (h - RING_HIGH * 0.9) * 0.62
    if face > 0.12:
        path.addEllipse(QPointF(0, 0), hole_w / 2, min(hole_h, hole_w) / 2)
    path.setFillRule(Qt.FillRule.OddEvenFill)
    shape(p, path, RING_COLOUR[level])
    p.restore()


def ball(p: QPainter, x: float, y: float) -> None:
    """The ball that crowns the tower."""
    dot(p, x, y, 20)
    dot(p, x, y, 12.5, ACCENT_SOFT)
