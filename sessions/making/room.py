"""The room: wall, window, sofa, rug, and a cat that sleeps through it all."""

from __future__ import annotations

import math

from pen import ACCENT, FLOOR, RUG, SOFT, WALL, curve, fill, stroke, svg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

GLASS = QColor("#F4F6F2")


def room(p: QPainter, time: float, tail: float, bird: float, hop: float) -> None:
    """Everything behind the two; `tail` lifts the cat's tail, `bird` (0..1) lets a bird onto the sill."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(WALL)
    p.drawRect(QRectF(0, 0, 1600, 900))
    p.setBrush(FLOOR)
    p.drawRect(QRectF(0, 640, 1600, 260))
    _window(p, time, bird, hop)
    stroke(p, svg("M0 640 H1600"), SOFT, 6)
    stroke(
        p,
        svg(
            "M1164 300 Q1164 256 1208 256 H1534 Q1578 256 1578 300 V520 M1122 520 Q1122 460 1178 460"
            " Q1222 460 1222 508 V640 M1614 470 Q1554 462 1550 520 V640 M1222 520 H1550 M1386 260 V330"
        ),
        SOFT,
        6,
    )
    _cat(p, time, tail)
    rug = QPainterPath()
    rug.addEllipse(QPointF(800, 790), 700, 94)
    fill(p, rug, RUG)
    stroke(p, rug, SOFT, 6)
    hem = QPainterPath()
    hem.addEllipse(QPointF(800, 790), 650, 78)
    colour = QColor(ACCENT)
    colour.setAlphaF(0.55)
    pen = QPen(colour, 4, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.5, 4.5])
    p.setPen(pen)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawPath(hem)


def _window(p: QPainter, time: float, bird: float, hop: float) -> None:
    glass = QPainterPath()
    glass.addRect(QRectF(100, 70, 270, 310))
    fill(p, glass, GLASS)
    # a twig outside, moving in a light wind
    sway = 4 * math.sin(time * 0.9) + 2 * math.sin(time * 2.3 + 1)
    twig = curve([(100, 150), (130, 150 + sway * 0.3), (160, 140 + sway * 0.7), (196, 146 + sway)])
    stroke(p, twig, SOFT, 5)
    for share, down in ((0.30, 1), (0.55, -1), (0.78, 1), (1.0, -0.4)):
        at = twig.pointAtPercent(share)
        p.save()
        p.translate(at)
        p.rotate(38 * down + sway * 1.5)
        leaf = curve([(0, 0), (8, -11), (24, -9), (32, 0), (24, 9), (8, 11), (0, 0)])
        fill(p, leaf, QColor("#DCE6E1"))
        stroke(p, leaf, SOFT, 4)
        p.restore()
    if bird > 0.01:
        p.save()
        p.setClipPath(glass)
        p.translate(mix_in(-60, 268, bird), 366 - 60 * math.sin(math.pi * bird) * (1 - bird) - hop)
        body = curve(
            [(-26, 0), (-34, -30), (6, -44), (20, -34), (40, -24), (30, 4), (0, 4), (-6, 4), (-20, 4), (-26, 0)]
        )
        fill(p, body, QColor("#DCE6E1"))
        stroke(p, body, QColor("#9FA9A3"), 5)
        stroke(p, svg("M-26,-4 L-52,-14 M34,-26 L46,-22 L34,-18 M-4,4 V12 M8,4 V12"), QColor("#9FA9A3"), 5)
        stroke(p, svg("M22,-27 v.01"), QColor("#8A948E"), 7)
        p.restore()
    stroke(p, svg("M100 70 H370 V380 H100 Z M235 70 V380 M100 225 H370 M80 396 H390"), SOFT, 6)


def mix_in(a: float, b: float, t: float) -> float:
    """From a to b, slowing down."""
    u = 1 - (1 - t) ** 2
    return a + (b - a) * u


def _cat(p: QPainter, time: float, tail: float) -> None:
    breath = 2.0 * math.sin(time * 1.5)
    body = curve(
        [(1330, 516), (1318, 470 - breath), (1360, 440 - breath), (1404, 444 - breath),
         (1452, 440 - breath), (1486, 470), (1482, 516)]
    )  # fmt: skip
    body.closeSubpath()
    tail_path = curve([(1476, 506), (1516, 512), (1526, 490 - 16 * tail), (1514 + 8 * tail, 462 - 26 * tail)])
    stroke(p, tail_path, SOFT, 22)
    stroke(p, tail_path, WALL, 11)
    fill(p, body, WALL)
    stroke(p, body, SOFT, 6)
    head = QPainterPath(
        svg(
            "M1322,506 C1310,490 1310,470 1317,458 L1318,436 L1335,454 Q1350,450 1365,454 L1382,436 L1383,458"
            " C1390,472 1388,494 1376,506 Q1350,522 1322,506 Z"
        )
    )
    head.translate(0, breath * 0.3)
    fill(p, head, WALL)
    stroke(p, head, SOFT, 6)
    stroke(p, svg("M1328,482 q6,5 12,0 M1360,482 q6,5 12,0 M1347,493 q3,4 6,0"), SOFT, 5)
