"""The two heads: everything that a face can do, as numbers.

A head is a ball: `turn` moves eyes, nose and mouth round it (-1 three quarters to the left, 0 to us,
1 three quarters to the right). All features are one curve each that changes its form, so nothing pops.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from pen import (
    ACCENT,
    ACCENT_SOFT,
    CURL,
    FIGURE,
    INK,
    LINE,
    curve,
    dot,
    fill,
    from_radii,
    mirrored,
    mix,
    radii,
    shape,
    stroke,
    svg,
)
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath

YAW = math.radians(36)
EYE = math.radians(22)
BALL = 80.0


@dataclass
class Head:
    """The pose of a head; places are relative to where the neck holds it."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    tilt: float = 0.0
    nod: float = 0.0
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    lid: float = 1.0
    happy: float = 0.0
    brow: float = 0.0
    worry: float = 0.0
    smile: float = 0.5
    open: float = 0.0
    round: float = 0.0
    cheek: float = 1.0


def _round_the_ball(turn: float, angle: float, ball: float = BALL) -> float:
    return ball * math.sin(turn * YAW + angle)


def _eye(p: QPainter, head: Head, x: float, y: float, r: float, narrow: float) -> None:
    """One eye: an oval, a blink (a hanging line) or a happy arch, and all that lies between."""
    lid = max(0.0, min(1.2, head.lid * (1 - 0.22 * max(0.0, head.gaze_y))))
    happy = max(0.0, min(1.0, head.happy))
    closed = max(happy, 1 - min(1.0, lid))
    pen = 6.0 + 1.5 * closed
    w = mix(0.78 * r - 3, 1.25 * r, closed) * narrow
    thick = (r - 3) * lid * (1 - happy)
    bend = -0.95 * r * happy + 0.32 * r * (1 - min(1.0, lid)) * (1 - happy)
    y += 5 * happy
    k = mix(1.0, 0.5, closed)
    up, down = (bend - thick) / 0.75, (bend + thick) / 0.75
    oval = curve([(x - w, y), (x - w * k, y + up), (x + w * k, y + up), (x + w, y),
                  (x + w * k, y + down), (x - w * k, y + down), (x - w, y)])  # fmt: skip
    shape(p, oval, INK, pen)
    light = r * 0.27 * max(0.0, 1 - 1.6 * closed)
    if light > 0.3:
        dot(p, x + r * 0.22 * narrow, y - r * 0.36 * min(1.0, lid), light, FIGURE)


def _brow(p: QPainter, head: Head, x: float, y: float, half: float, inward: float, width: float) -> None:
    """One brow; `inward` is +1 where the nose is to the right of it, else -1."""
    lift = -9 * head.brow
    inner, outer = lift - 9 * head.worry, lift + 5 * head.worry
    left, right = (outer, inner) if inward > 0 else (inner, outer)
    arch = -9 - 5 * max(0.0, head.brow) + 5 * head.worry
    path = QPainterPath(QPointF(x - half, y + left))
    path.quadTo(QPointF(x, y + (left + right) / 2 + arch), QPointF(x + half, y + right))
    stroke(p, path, INK, width)


def _mouth(p: QPainter, head: Head, x: float, y: float, size: float, narrow: float, tooth: bool) -> None:
    """The mouth: one closed curve that is a line when shut, a crescent in a laugh, a ring in an ooh."""
    s, o, r = head.smile, max(0.0, head.open), max(0.0, min(1.0, head.round))
    w = size * (0.62 + 0.30 * max(0.0, s) + 0.08 * min(1.0, o)) * (1 - 0.60 * r) * narrow
    corner = -7 * s * (1 - r)
    middle = size * 0.30 * s * (1 - 0.8 * r)
    gape = size * o * mix(0.95, 1.0, r)
    flat = min(1.0, 2.2 * o) * (1 - r)
    upper = middle * (1 - 0.95 * flat) - gape * mix(0.04, 0.5, r)
    lower = middle + gape * mix(0.72, 0.5, r)
    if r > 0:
        least = size * 0.10 * r  # a rounded mouth is never quite shut
        upper, lower = upper - least, lower + least
    up, down = (upper - 0.25 * corner) / 0.75, (lower - 0.25 * corner) / 0.75
    ku, kd = mix(0.5, 1.0, r), mix(0.5 + 0.28 * min(1.0, 1.6 * o), 1.0, r)
    path = curve([(x - w, y + corner), (x - w * ku, y + up), (x + w * ku, y + up), (x + w, y + corner),
                  (x + w * kd, y + down), (x - w * kd, y + down), (x - w, y + corner)])  # fmt: skip
    pen = LINE - 1.2 * r
    if o < 0.04 and r < 0.08:
        stroke(p, path, INK, pen)
        return
    fill(p, path, ACCENT)
    if o > 0.35 and r < 0.6:
        tongue = QPainterPath()
        tongue.addEllipse(QPointF(x, y + lower + size * 0.10), w * 0.62, (lower - upper) * 0.42)
        fill(p, tongue.intersected(path), ACCENT_SOFT)
    if tooth and o > 0.5 and r < 0.4:
        one = QPainterPath()
        one.addRoundedRect(x - 4.5, y + upper - 3, 9, 12, 3, 3)
        fill(p, one.intersected(path), FIGURE)
    stroke(p, path, INK, pen)


def _nose(p: QPainter, turn: float, x: float, y: float, long: float, bulge: float, pen: float) -> None:
    front = max(0.0, 1 - abs(turn))
    path = QPainterPath(QPointF(x - 5 * front, y + long * 0.5 * front))
    path.quadTo(
        QPointF(x + bulge * turn, y + long * (0.68 + 0.45 * front)),
        QPointF(x - 2 * turn + 5 * front, y + long * (1 - 0.45 * front)),
    )
    stroke(p, path, INK, pen)


def _features(
    p: QPainter, head: Head, *, eye_y: float, eye_r: float, brow_y: float, brow: float, nose_y: float, nose: float,
    mouth_y: float, mouth: float, pen: float, tooth: bool,
) -> None:  # fmt: skip
    """Brows, eyes, nose, mouth and cheeks on the ball of the head."""
    turn, drop = head.turn, 12 * head.nod
    for side in (-1.0, 1.0):
        angle = side * EYE
        narrow = 1 - 0.22 * (1 - math.cos(turn * YAW + angle)) / 0.47
        x = _round_the_ball(turn, angle)
        _brow(p, head, x + 2 * head.gaze_x, brow_y + drop * 1.15 + 1.5 * head.gaze_y, brow * narrow, -side, pen)
        _eye(p, head, x + 7 * head.gaze_x, eye_y + drop + 7 * head.gaze_y, eye_r, narrow)
    _nose(p, turn, _round_the_ball(turn, 0, 90), nose_y + drop * 1.1, nose, 16 * nose / 20, pen)
    squeeze = 1 - 0.10 * abs(turn)
    _mouth(p, head, _round_the_ball(turn, 0, 71), mouth_y + drop * 0.9, mouth, squeeze, tooth)
    if tooth and head.cheek > 0:
        for side in (-1.0, 1.0):
            seen = max(0.0, min(1.0, 1.4 * math.cos(turn * YAW + side * 0.72) - 0.4))
            if seen * head.cheek < 0.05:
                continue
            colour = QColor(ACCENT)
            colour.setAlphaF(min(1.0, seen * head.cheek))
            x = _round_the_ball(turn, side * 0.72) + 9 * side * (1 - abs(turn))
            y = mouth_y - 2 + drop - 3 * head.happy
            slant = 8 * (1 if turn >= 0 else -1) * min(1.0, abs(turn) * 2 + 0.2)
            for k in (-7, 7):
                line = QPainterPath(QPointF(x + k - slant / 2, y - 5 - 2 * (k > 0)))
                line.lineTo(x + k + slant / 2, y + 5 - 2 * (k > 0))
                stroke(p, line, colour, 4)


_PARENT_FACE = (
    "M-70,-58 C-40,-104 46,-112 80,-58 C92,-38 89,-14 91,2 C95,12 96,24 92,36"
    " C86,78 54,104 18,103 C-24,102 -66,74 -78,26 C-84,-2 -82,-36 -70,-58 Z"
)
_PARENT_HAIR = (
    "M84,-78 C86,-100 66,-120 40,-118 C24,-138 -34,-140 -70,-112 C-112,-98 -128,-50 -115,-16 C-130,14 -119,54 -92,66"
    " C-86,84 -60,90 -46,76 C-30,60 -10,50 0,40 C20,20 74,-30 84,-78 Z"
)
# where the face looks out of the hair: only the side towards the hair matters, the rest lies outside the head
_PARENT_OPENING = (
    "M84,-74 C60,-58 30,-58 6,-60 C-12,-48 -32,-44 -43,-21 C-60,-15 -60,8 -50,20 C-52,42 -46,62 -38,82"
    " C-20,120 0,150 20,150 C80,150 150,90 150,30 C150,-20 120,-60 84,-74 Z"
)
_PARENT_CURLS = (
    "M-96,-60 q22,-8 34,6 M-60,-96 q20,-2 28,14 M-102,-4 q20,-8 30,6 M-20,-112 q18,2 22,18 M-94,38 q16,-6 26,4"
)


def _turned(data: str, turn: float, cx: float, cy: float, front: str = "between") -> QPainterPath:
    """An outline drawn facing right, turned towards its own mirror picture.

    `front` says what it is when it faces us: halfway `between` the two sides, or their `most` or `least`.
    """
    right = radii(data, cx, cy)
    left = mirrored(right)
    if front == "between":
        middle = (right + left) / 2
    else:
        middle = np.maximum(right, left) if front == "most" else np.minimum(right, left)
    share = min(1.0, abs(turn))
    share = share * share * (3 - 2 * share) if front == "between" else share
    outline = middle * (1 - share) + (right if turn >= 0 else left) * share
    return from_radii(outline, cx * turn, cy)


def parent_head(p: QPainter, head: Head) -> None:
    """The parent's head round the origin."""
    p.save()
    p.rotate(head.tilt)
    turn = head.turn
    hair = _turned(_PARENT_HAIR, turn, -16, -22, "most")
    shape(p, hair, INK)
    face = _turned(_PARENT_FACE, turn, 8, 0)
    shape(p, face, FIGURE)
    opening = _turned(_PARENT_OPENING, turn, 30, 10, "least")
    opening.translate(0, 5 * head.nod)
    fringe = hair.subtracted(opening)
    shape(p, fringe, INK, 5)
    ear = min(1.0, 1.6 * abs(turn))
    if ear > 0.05:
        p.save()
        p.scale(1.0 if turn >= 0 else -1.0, 1)
        p.translate(-58 - 14 * (1 - abs(turn)), 26)
        p.scale(ear, ear)
        shape(p, svg("M4,-12 C-12,-24 -20,-2 -8,12 C0,22 12,18 14,8"), FIGURE)
        p.restore()
    p.save()
    p.setClipPath(fringe)
    p.translate(18 * (1 - turn), 0)
    stroke(p, svg(_PARENT_CURLS), CURL, 5)
    p.restore()
    _features(p, head, eye_y=-2, eye_r=11, brow_y=-37, brow=16, nose_y=14, nose=20, mouth_y=56, mouth=27, pen=6,
              tooth=False)  # fmt: skip
    p.restore()


_BABY_FACE = (
    "M-78,-6 C-80,-66 -40,-98 6,-97 C58,-96 88,-58 86,-8 C96,6 98,26 90,42"
    " C80,72 48,86 10,86 C-34,86 -82,66 -86,30 C-87,16 -82,6 -78,-6 Z"
)


def _baby_ear(p: QPainter, x: float, side: float) -> None:
    p.save()
    p.translate(x, 0)
    p.scale(side, 1)
    shape(p, svg("M9,8 C-7,-4 -15,18 -3,32 C5,42 17,38 19,28"), FIGURE)
    p.restore()


def baby_head(p: QPainter, head: Head) -> None:
    """The baby's head round the origin."""
    p.save()
    p.rotate(head.tilt)
    turn = head.turn
    side = 1.0 if turn >= 0 else -1.0
    front = 1 - abs(turn)
    _baby_ear(p, side * (78 + 12 * front - 14 * abs(turn)), -side)
    shape(p, _turned(_BABY_FACE, turn, 4, 0), FIGURE)
    _baby_ear(p, -side * mix(84, 55, min(1.0, abs(turn))), side)
    p.save()
    p.scale(-1, 1)
    p.translate(-10 * (1 + turn), 4 * head.nod)
    stroke(p, svg("M-20,-92 C-14,-116 18,-124 26,-106 C30,-94 14,-88 10,-98"), INK, 6)
    stroke(p, svg("M-40,-84 C-44,-98 -34,-106 -28,-104"), INK, 6)
    p.restore()
    _features(p, head, eye_y=6, eye_r=10.5, brow_y=-25, brow=11, nose_y=24, nose=12, mouth_y=51, mouth=20, pen=5,
              tooth=True)  # fmt: skip
    p.restore()
