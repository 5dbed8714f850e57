"""The codes of a scheme as rows: how one is painted, and the palette as coders see it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from vfi.core.scheme import Code, Scheme, Tier
from vfi.ui.kit.marks import keycap_width, paint_keycap
from vfi.ui.kit.swatch import paint_swatch
from vfi.ui.rooms.listing import RowState, paint_ground
from vfi.ui.theme import Theme
from vfi.words import tr


@dataclass(frozen=True, slots=True)
class Branch:
    """A row of the tree: a tier, or a code of it."""

    tier: Tier
    code: Code | None = None


def paint_code(
    painter: QPainter,
    rect: QRectF,
    branch: Branch,
    state: RowState,
    theme: Theme,
    *,
    indent: int,
    bold: bool,
    cap_first: bool = False,
) -> None:
    """Swatch, name and key of a code along a row."""
    code = branch.code
    assert code is not None
    kind = str(branch.tier.type)
    key = code.key.upper() if code.key else ""
    cap_width, cap_height = (keycap_width(theme, key) if key else 0.0), theme.size("keycap")
    side = 15.0

    def place(x: float, width: float) -> QRectF:
        left = rect.right() - x - width if state.mirrored else rect.left() + x
        return QRectF(left, rect.top(), width, rect.height())

    x = float(indent)
    if cap_first and key:
        box = place(x, cap_width)
        paint_keycap(painter, QRectF(box.left(), box.center().y() - cap_height / 2, cap_width, cap_height), key, theme)
        x += cap_width + 8
    box = place(x, side)
    letter = key if kind == "point" and not cap_first else ""
    swatch = QRectF(box.left(), box.center().y() - side / 2, side, side)
    paint_swatch(painter, swatch, code.colour, kind, theme, letter=letter)
    x += side + 8
    room = rect.width() - x - (0 if cap_first or not key else cap_width + 8)
    font = theme.font("body", "semibold" if bold else "regular")
    painter.setFont(font)
    painter.setPen(theme.colour("text"))
    start = Qt.AlignmentFlag.AlignLeft
    words = QFontMetricsF(font).elidedText(code.label, Qt.TextElideMode.ElideRight, room)
    painter.drawText(place(x, room), int(start | Qt.AlignmentFlag.AlignVCenter), words)
    if key and not cap_first:
        box = place(rect.width() - cap_width, cap_width)
        paint_keycap(painter, QRectF(box.left(), box.center().y() - cap_height / 2, cap_width, cap_height), key, theme)


class PaletteView(QWidget):
    """The palette of a scheme as coders see it, the chosen code marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._branches: list[Branch] = []
        self._marked: Code | None = None
        self.setAccessibleName(tr("Palette, as coders see it"))
        theme.changed.connect(self._relay)

    def show_scheme(self, scheme: Scheme, marked: Code) -> None:
        self._branches = [Branch(tier, code) for tier in scheme.tiers for code in tier.codes if code.key]
        self._marked = marked
        self._relay()

    def _relay(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, len(self._branches) * self._theme.px(28) + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("window"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        height = theme.px(28)
        for place, branch in enumerate(self._branches):
            row = QRectF(6, 6 + place * height, self.width() - 12, height)
            state = RowState(
                selected=branch.code == self._marked, hovered=False, focused=False, active=False, mirrored=mirrored
            )
            paint_ground(painter, row, state, theme, 6)
            paint_code(painter, row.adjusted(0, 0, -8, 0), branch, state, theme, indent=8, bold=False, cap_first=True)
