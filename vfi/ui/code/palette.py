"""The palette: every code with its key, the states that last now, and at its foot what was said and asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from vfi.core.scheme import MARKS, Code, Scheme, StateRule, TierType
from vfi.core.time import SECOND
from vfi.ui.code.announcing import announce
from vfi.ui.code.prompt import PromptBox, room_for
from vfi.ui.kit.marks import CapState, keycap_width, paint_keycap
from vfi.ui.kit.swatch import paint_swatch
from vfi.ui.kit.texts import Elided, Text
from vfi.ui.style import draw_ring
from vfi.ui.theme import Theme
from vfi.words import tr

_HEAD_ABOVE, _HEAD_BELOW, _HEAD_DENSE = 7, 3, 1
"""Pixels above and below the name of a group of codes; both in a low window."""


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row looks: its count, and for how long its state has lasted (ns; None when it does not last now)."""

    count: int = 0
    lasting: int | None = None


class PaletteRow(QAbstractButton):
    """A code: key cap, swatch, name, count; lit while its state lasts, pressed for a moment when it was keyed."""

    def __init__(self, theme: Theme, code: Code, words: str, key: str, kind: str, *, clash: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.code = code
        self._words = words
        self._key = key
        self._kind = kind
        self._clash = clash
        self._state = RowState()
        self._pressed = False
        self._dense = False
        self._release = QTimer(self)
        self._release.setSingleShot(True)
        self._release.timeout.connect(self._let_go)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocus", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(_tooltip(code, clash))
        self._describe()
        theme.changed.connect(self.updateGeometry)

    def set_dense(self, dense: bool) -> None:
        """In a low window the rows stand closer."""
        if dense != self._dense:
            self._dense = dense
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.size("controlDense" if self._dense else "paletteRow"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(24))

    def show_state(self, state: RowState) -> None:
        """Repaint only when something differs that can be seen."""
        if state == self._state:
            return
        shown = _running(state.lasting) != _running(self._state.lasting) or state.count != self._state.count
        turned = (state.lasting is None) != (self._state.lasting is None)
        self._state = state
        if turned:
            self._describe()
        if shown:
            self.update()

    def set_legend(self, key: str) -> None:
        """The sign that this person's keyboard has on the code's key."""
        if key != self._key:
            self._key = key
            self._describe()
            self.update()

    def hit(self) -> None:
        """Its key was pressed: sink for a moment."""
        self._pressed = True
        self._release.start(max(120, self._theme.ms("lit")))
        self.update()

    @property
    def lit(self) -> bool:
        return self._state.lasting is not None

    def _let_go(self) -> None:
        self._pressed = False
        self.update()

    def _describe(self) -> None:
        words = tr("{code}, key {key}", code=self._words, key=self._key) if self._key else self._words
        self.setAccessibleName(tr("{code}, lasts now", code=words) if self.lit else words)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        down = self._pressed or self.isDown()
        ground = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        fill = "pressed" if down else "accentTint" if self.lit else "hover" if self.underMouse() else ""
        if self._clash and not fill:
            fill = "dangerTint"
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if fill:
            painter.setPen(Qt.PenStyle.NoPen)
            if self.lit:
                painter.setBrush(theme.colour("accent"))
                painter.drawRoundedRect(ground, 6, 6)
                painter.setClipRect(ground.adjusted(0, 0, -3, 0) if mirrored else ground.adjusted(3, 0, 0, 0))
            painter.setBrush(theme.colour(fill))
            painter.drawRoundedRect(ground, 6, 6)
            painter.setClipping(False)
        if self.hasFocus():
            draw_ring(painter, ground, theme, radius=6)
        self._content(painter, mirrored, down)

    def _content(self, painter: QPainter, mirrored: bool, down: bool) -> None:
        theme = self._theme
        width, height = float(self.width()), float(self.height())

        def place(x: float, w: float) -> QRectF:
            return QRectF(width - x - w if mirrored else x, 0, w, height)

        cap_height = float(theme.size("keycap"))
        cap = keycap_width(theme, self._key) if self._key else cap_height
        x = 16.0
        if self._key:
            box = place(x, cap)
            box.setTop((height - cap_height) / 2)
            box.setHeight(cap_height)
            look: CapState = "clash" if self._clash else "pressed" if down else "open" if self.lit else "rest"
            paint_keycap(painter, box, self._key, theme, look)
        x += cap + 8
        side = float(theme.px(16))
        box = place(x, side)
        paint_swatch(painter, box, self.code.colour, self._kind, theme, ratio=self.devicePixelRatioF())
        x += side + 8
        words = _running(self._state.lasting) or str(self._state.count)
        painter.setFont(theme.font("caption", "semibold" if self.lit else "regular"))
        metrics = QFontMetricsF(painter.font())
        right = metrics.horizontalAdvance(words) + 2
        painter.setPen(theme.colour("accent" if self.lit else "text3"))
        painter.drawText(
            place(width - 16 - right, right), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing), words
        )
        painter.setFont(theme.font("body", "semibold" if self.lit else "regular"))
        painter.setPen(theme.colour("text"))
        room = width - x - 16 - right - 6
        name = QFontMetricsF(painter.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place(x, room), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), name)


class Palette(QFrame):
    """The left column of the Code room."""

    coded = Signal(object)
    """A code was clicked."""
    marked = Signal()

    def __init__(
        self, theme: Theme, scheme: Scheme, *, clashes: frozenset[str] = frozenset(), mark_key: str = "M"
    ) -> None:
        """`clashes`: keys of codes that do something else here. `mark_key`: as on the cap; empty for none."""
        super().__init__()
        self._theme = theme
        self.scheme = scheme
        self._clashes = clashes
        self._mark_key = mark_key
        self._heads: list[QHBoxLayout] = []
        self.setProperty("surface", "panel")
        self.setMinimumWidth(theme.px(180))
        self.rows: dict[tuple[str, str], PaletteRow] = {}
        self._watched = Text(theme, "", "caption", tone="text3")
        self.said = Text(theme, "", "small", tone="text2", wrap=True)
        self.said.setContentsMargins(8, 4, 4, 2)
        self.said.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading)
        self.prompt = PromptBox(theme)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(8, 4, 8, 0)
        foot.setSpacing(0)
        foot.addStretch(1)
        foot.addWidget(self.said)
        foot.addWidget(self.prompt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._codes(), 1)
        column.addWidget(self._foot)
        self._foot.setMinimumHeight(room_for(theme, scheme) + 4)
        self.setAccessibleName(tr("Codes"))

    def _head(self) -> QWidget:
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(16, 9, 12, 2)
        lines.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(4)
        no_scheme = not self.scheme.tiers
        title = tr("No scheme yet") if no_scheme else self.scheme.title
        first.addWidget(Elided(self._theme, title, weight="semibold", tone="text2" if no_scheme else "text"))
        if not no_scheme:
            first.addWidget(Text(self._theme, self.scheme.version, tone="text3"))
        first.addStretch(1)
        lines.addLayout(first)
        lines.addWidget(self._watched)
        return head

    def _codes(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("clear", True)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for subject, tiers in self._groups():
            one = any(tier.rule is StateRule.EXHAUSTIVE for tier in tiers)
            rows.addWidget(self._group(subject, tr("one of these") if one and self._few(tiers) else ""))
            for tier in tiers:
                kind = "point" if tier.type is TierType.POINT else "state"
                for code in tier.codes:
                    self._row(rows, code, code.label, (code.key or "").upper(), kind)
            if subject == tr("Any time"):
                self._row(rows, MARKS.codes[0], tr("Mark this moment"), self._mark_key, "point")
        rows.addStretch(1)
        area = self._area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    @staticmethod
    def _few(tiers: list) -> bool:  # type: ignore[type-arg]
        return len(tiers) == 1

    def _groups(self) -> list[tuple[str, list]]:  # type: ignore[type-arg]
        groups: dict[str, list] = {}  # type: ignore[type-arg]
        for tier in self.scheme.tiers:
            groups.setdefault(tier.subject, []).append(tier)
        whoever = groups.pop("", [])
        named = []
        for id, tiers in groups.items():
            subject = self.scheme.subject(id)
            named.append((subject.label if subject is not None else id, tiers))
        return [*named, (tr("Any time"), whoever)]

    def _group(self, words: str, beside: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(16, _HEAD_ABOVE, 16, _HEAD_BELOW)
        row.setSpacing(5)
        self._heads.append(row)
        row.addWidget(Text(self._theme, words, "caption", "semibold", "text3"))
        row.addWidget(Text(self._theme, beside, "caption", tone="text3"))
        row.addStretch(1)
        return line

    def _row(self, rows: QVBoxLayout, code: Code, words: str, key: str, kind: str) -> None:
        row = PaletteRow(
            self._theme, code, words, key, kind, clash=key.lower() in self._clashes and code.tier != MARKS.id
        )
        row.clicked.connect(self.marked.emit if code.tier == MARKS.id else lambda: self.coded.emit(code))
        self.rows[code.tier, code.id] = row
        rows.addWidget(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self._area.widget()
        if inner is None:
            return
        dense = next(iter(self.rows.values()))._dense
        saved = (self._theme.size("paletteRow") - self._theme.size("controlDense")) * len(self.rows)
        saved += (_HEAD_ABOVE + _HEAD_BELOW - 2 * _HEAD_DENSE) * len(self._heads)
        wanted = inner.sizeHint().height() + (saved if dense else 0)
        room = self.height() - self._foot.minimumHeight() - self._area.y() - 8
        for row in self.rows.values():
            row.set_dense(wanted > room)
        above, below = (_HEAD_DENSE, _HEAD_DENSE) if wanted > room else (_HEAD_ABOVE, _HEAD_BELOW)
        for head in self._heads:
            head.setContentsMargins(16, above, 16, below)

    # ---- what happens

    def show_states(self, state_of: Callable[[Code], RowState]) -> None:
        """Counts and running times."""
        for row in self.rows.values():
            row.show_state(state_of(row.code))

    def show_watched(self, share: int) -> None:
        self._watched.setText(tr("{n} %\u00a0of the film watched", n=share))

    def hit(self, code: Code) -> None:
        """This code was keyed."""
        row = self.rows.get((code.tier, code.id))
        if row is not None:
            row.hit()

    def show_legends(self, legends: dict[str, str]) -> None:
        """What the person's keyboard has on the codes' keys (non-Latin layouts)."""
        for row in self.rows.values():
            key = "m" if row.code.tier == MARKS.id else row.code.key
            if key is not None and key in legends:
                row.set_legend(f"{key.upper()} {legends[key].upper()}")

    def say(self, words: str) -> None:
        """One line about the last key; it stays until the next."""
        if words == self.said.text():
            return
        self.said.setText(words)
        self.said.setAccessibleName(words)
        announce(self.said, words)


def _running(lasting: int | None) -> str:
    if lasting is None:
        return ""
    if lasting < 60 * SECOND:
        return tr("{n} s", n=f"{lasting / SECOND:.1f}")
    minutes, seconds = divmod(lasting // SECOND, 60)
    return f"{minutes}:{seconds:02d}"


def _tooltip(code: Code, clash: bool) -> str:
    words = " ".join(code.definition.split())
    if clash:
        words = tr(
            "Its key does something else here; change the key in the scheme, or of the command in the settings."
        ) + (f"\n{words}" if words else "")
    return words
