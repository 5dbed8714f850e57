"""The schemes, to read: tiers and codes, what each means, its key and colour, and the palette as coders see it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vfi.core.errors import VfiError
from vfi.core.scheme import Code, Scheme, Special, StateRule, Tier, TierType
from vfi.core.time import SECOND
from vfi.ui.kit.arranging import cleared
from vfi.ui.kit.fields import Choice
from vfi.ui.kit.marks import KeyCap
from vfi.ui.kit.swatch import paint_swatch
from vfi.ui.kit.texts import Text, edge_line
from vfi.ui.room import Crumb, Heading, Room
from vfi.ui.rooms.listing import RowList, RowState, paint_ground
from vfi.ui.rooms.scheme_palette import Branch, PaletteView, paint_code
from vfi.ui.theme import Theme
from vfi.words import language, listed, tr

_VALUE_WIDTH = 524
_LABEL_WIDTH = 104


def tier_kind(tier: Tier) -> str:
    if tier.type is TierType.POINT:
        return tr("points")
    return {
        StateRule.FREE: tr("states, may overlap"),
        StateRule.EXCLUSIVE: tr("one state at a time"),
        StateRule.EXHAUSTIVE: tr("always one state"),
    }[tier.rule]


class Swatch(QWidget):
    """A code's colour with its pattern or letter."""

    def __init__(self, theme: Theme, code: Code, kind: str, size: int) -> None:
        super().__init__()
        self._theme = theme
        self._code = code
        self._kind = kind
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def show_code(self, code: Code, kind: str) -> None:
        self._code = code
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        paint_swatch(painter, QRectF(self.rect()), self._code.colour, self._kind, self._theme, ratio=ratio)


class SchemesRoom(Room):
    """Reads the schemes; writing them is for a later version."""

    room_id = "schemes"
    icon = "tree-structure"

    failed = Signal(object)
    """A VfiError."""

    def __init__(self, theme: Theme, read: Callable[[], list[Scheme]]) -> None:
        """`read` reads the schemes, when the room is entered for the first time."""
        super().__init__()
        self.title = tr("Schemes")
        self.theme = theme
        self._read = read
        self._schemes: list[Scheme] = []
        self._scheme: Scheme | None = None
        self._built_for = 0.0
        self.picker = Choice(theme, tr("Scheme"), dense=True)
        self.keep(self.picker)
        self.picker.setMinimumWidth(theme.px(220))
        self.picker.picked.connect(self._picked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        theme.changed.connect(self._theme_changed)

    def entered(self) -> None:
        if not self._schemes:
            try:
                self._schemes = self._read()
            except VfiError as error:
                self.failed.emit(error)
                return
            self._scheme = self._schemes[0] if self._schemes else None
            self.picker.set_items([(each.ref, f"{each.title} {each.version}") for each in self._schemes])
        self._build()
        self.heading_changed.emit()

    def _theme_changed(self) -> None:
        if self.isVisible():
            self._build()

    def _build(self) -> None:
        """Columns and rows are made for one size of text."""
        if self._built_for == self.theme.scale:
            return
        self._built_for = self.theme.scale
        cleared(self._row)
        self._row.addWidget(self._tree_column())
        self._row.addWidget(self._page(), 1)
        self._row.addWidget(self._side())
        self._show()

    # ---- making the page

    def _tree_column(self) -> QWidget:
        theme = self.theme
        column = QFrame()
        column.setProperty("surface", "panel")
        edge_line(column, "right")
        column.setFixedWidth(theme.px(256))
        self.tree: RowList[Branch] = RowList(
            theme,
            tr("Tiers and codes"),
            words=_branch_words,
            paint=self._paint_branch,
            height=lambda _branch: theme.px(30),
            takes=lambda branch: branch.code is not None,
        )
        self.tree.chosen.connect(lambda _row: self._show_code())
        head = Text(theme, tr("Tiers and codes"), weight="semibold")
        head.setFixedHeight(theme.px(44))
        head.setContentsMargins(16, 0, 16, 0)
        foot = Text(
            theme, tr("Schemes can be read here, and edited as files."), "caption", "medium", "text3", wrap=True
        )
        foot.setContentsMargins(16, 8, 16, 12)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(head)
        holder = QVBoxLayout()
        holder.setContentsMargins(6, 0, 6, 0)
        holder.addWidget(self.tree)
        inside.addLayout(holder, 1)
        inside.addWidget(foot)
        return column

    def _page(self) -> QWidget:
        self._content = QWidget()
        self._content.setProperty("clear", True)
        self._lines = QVBoxLayout(self._content)
        self._lines.setContentsMargins(32, 20, 32, 24)
        self._lines.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._content)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _side(self) -> QWidget:
        theme = self.theme
        column = QFrame()
        column.setProperty("surface", "panel")
        edge_line(column, "left")
        column.setFixedWidth(theme.px(312))
        self._about = Text(theme, "", "small", tone="text2", wrap=True)
        self._rights = Text(theme, "", "small", tone="text2", wrap=True)
        self.palette_view = PaletteView(theme)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(16, 12, 16, 16)
        inside.setSpacing(8)
        inside.addWidget(Text(theme, tr("What it is for"), weight="semibold"))
        inside.addWidget(self._about)
        inside.addSpacing(10)
        inside.addWidget(Text(theme, tr("Palette, as coders see it"), weight="semibold"))
        inside.addWidget(self.palette_view)
        inside.addStretch(1)
        inside.addWidget(Text(theme, tr("Rights"), "caption", "medium", "text3"))
        inside.addWidget(self._rights)
        return column

    # ---- the room

    def heading(self) -> Heading:
        if self._scheme is None:
            return Heading((Crumb(self.title),))
        return Heading((Crumb(self._scheme.title),), chip=self._scheme.version)

    def tools(self) -> QWidget | None:
        return self.picker if len(self._schemes) > 1 else None

    def first_focus(self) -> QWidget | None:
        return self.tree if self._built_for else None

    def _picked(self, ref: str) -> None:
        self._scheme = next((scheme for scheme in self._schemes if scheme.ref == ref), None)
        self._show()
        self.heading_changed.emit()

    def _show(self) -> None:
        if self._scheme is None:
            return
        branches = [
            branch
            for tier in self._scheme.tiers
            for branch in (Branch(tier), *(Branch(tier, code) for code in tier.codes))
        ]
        first = next((place for place, branch in enumerate(branches) if branch.code is not None), None)
        self.tree.show_rows(branches, first)
        self._about.setText(self._scheme.description)
        self._rights.setText(" ".join(part for part in (self._scheme.author, self._scheme.rights) if part))
        self._show_code()

    def _show_code(self) -> None:
        branch = self.tree.current()
        if branch is None or branch.code is None or self._scheme is None:
            return
        cleared(self._lines)
        self._lines.addWidget(self._title(branch.tier, branch.code))
        self._lines.addSpacing(14)
        self._fill(branch.tier, branch.code, self._scheme)
        self._lines.addStretch(1)
        self.palette_view.show_scheme(self._scheme, branch.code)

    def _title(self, tier: Tier, code: Code) -> QWidget:
        title = QWidget()
        row = QHBoxLayout(title)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Swatch(self.theme, code, tier.type, 24))
        row.addWidget(Text(self.theme, code.label, "heading", "semibold"))
        subject = self._scheme.subject(tier.subject) if self._scheme is not None else None
        kind = tr("point") if tier.type is TierType.POINT else tr("state")
        words = listed((kind, subject.label.lower())) if subject is not None else kind
        row.addWidget(Text(self.theme, words, tone="text2"))
        row.addStretch(1)
        return title

    def _fill(self, tier: Tier, code: Code, scheme: Scheme) -> None:
        self._line(tr("What it is"), code.definition)
        self._line(tr("Counts"), "\n".join(code.include))
        self._line(tr("Does not count"), "\n".join(code.exclude))
        if code.key:
            self._line(tr("Key"), "", KeyCap(self.theme, code.key.upper()))
        if code.answers is not None:
            names = [other.label for other in scheme.codes if other.id in code.answers.to]
            seconds = f"{code.answers.window / SECOND:.1f}"
            joined = tr(" or ").join(names)
            self._line(
                tr("Answers"), tr("{codes}, within {seconds} s; suggested, you accept", codes=joined, seconds=seconds)
            )
        for modifier in code.modifiers:
            options = listed(option.label for option in modifier.options)
            self._line(modifier.label, options or tr("a word or a number"))
        if code.special is Special.UNSCORABLE:
            self._line(tr("Special"), tr("This time drops out of every measure: nobody could see."))
        words = code.parent_label.get(language()) or code.parent_label.get("en", "")
        if code.parent_safe and words:
            self._line(tr("For parents"), words)
        else:
            self._line(tr("For parents"), tr("Not for a parent's screen."), tone="text3")

    def _line(self, name: str, words: str, widget: QWidget | None = None, tone: str = "text") -> None:
        if not words and widget is None:
            return
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        label = Text(self.theme, name, tone="text2", wrap=True)
        label.setFixedWidth(self.theme.px(_LABEL_WIDTH))
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        if widget is not None:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
            row.addStretch(1)
        else:
            value = Text(self.theme, words, tone=tone, wrap=True)
            value.setMaximumWidth(self.theme.px(_VALUE_WIDTH))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(value, 1000, Qt.AlignmentFlag.AlignTop)
            row.addStretch(1)
        self._lines.addWidget(line)

    def _paint_branch(self, painter: QPainter, rect: QRectF, branch: Branch, state: RowState) -> None:
        theme = self.theme
        # the painter mirrors these itself where the page is mirrored
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        inner = rect.adjusted(10, 0, -8, 0)
        if branch.code is None:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("text3"))
            kind = tier_kind(branch.tier)
            painter.drawText(inner, int(end | middle), kind)
            room = inner.width() - QFontMetricsF(theme.font("caption")).horizontalAdvance(kind) - 8
            font = theme.font("small", "semibold")
            painter.setFont(font)
            painter.setPen(theme.colour("text2"))
            label = _tier_label(branch.tier, self._scheme)
            painter.drawText(
                inner,
                int(start | middle),
                QFontMetricsF(font).elidedText(label, Qt.TextElideMode.ElideRight, room),
            )
            return
        paint_ground(painter, rect, state, theme, 6)
        if state.selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            edge = rect.right() - 3 if state.mirrored else rect.left()
            painter.drawRect(QRectF(edge, rect.top() + 1, 3, rect.height() - 2))
        paint_code(painter, inner.adjusted(0, 0, 0, 0), branch, state, theme, indent=16, bold=state.selected)


def _tier_label(tier: Tier, scheme: Scheme | None) -> str:
    subject = scheme.subject(tier.subject) if scheme is not None else None
    if subject is None or subject.label.casefold() == tier.label.casefold():
        return tier.label
    return listed((subject.label, tier.label.lower()))


def _branch_words(branch: Branch) -> str:
    if branch.code is None:
        return listed((branch.tier.label, tier_kind(branch.tier)))
    key = tr("key {key}", key=branch.code.key.upper()) if branch.code.key else tr("no key")
    return listed((branch.code.label, key))
