"""The form of the selected event: when, what more, what it answers, a comment; every change goes through the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vfi.core.events import MARKS_TIER, Event, EventId, PointEvent, StateEvent, modifier
from vfi.core.rules import Prompt
from vfi.core.scheme import Code, Modifier, ModifierKind, StateRule
from vfi.core.time import clock_text
from vfi.desk.coding import CodingDesk, Outcome
from vfi.ui.code.describe import code_of, kind, letter, number, options, seconds
from vfi.ui.code.index import EventIndex
from vfi.ui.code.times import read_frame
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.fields import Choice
from vfi.ui.kit.swatch import paint_swatch
from vfi.ui.kit.texts import Elided, Text, restyle
from vfi.ui.theme import Theme
from vfi.words import tr

Do = Callable[[Callable[[], Outcome]], object]
"""Runs a change and shows what came of it."""


class EventForm(QFrame):
    """Shows one event; empty when none is selected."""

    clip_wanted = Signal(str)
    link_menu = Signal()
    left = Signal()
    """Done with typing; the keyboard goes back to the film."""
    end_here = Signal(str)
    """End this open state before the frame on the screen."""

    def __init__(self, theme: Theme, desk: CodingDesk, index: EventIndex, do: Do) -> None:
        super().__init__()
        self._theme = theme
        self._desk = desk
        self._index = index
        self._do = do
        self._event: Event | None = None
        self._prompt: Prompt | None = None
        self.setProperty("line", "top")
        self.setAccessibleName(tr("Selected event"))
        self._swatch = _Swatch(theme)
        self._name = Elided(theme, "", weight="semibold")
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._kind = Text(theme, "", "small", tone="text3")
        self.star = IconButton(theme, "star", tr("Star for a clip"), size=26, icon_size=15)
        self.star.clicked.connect(lambda: self._change(lambda event: desk.star(event.id)))
        self.clip = IconButton(theme, "scissors", tr("Make a clip"), key="C", size=26, icon_size=15)
        self.clip.clicked.connect(lambda: self._with_event(self.clip_wanted.emit))
        self.trash = IconButton(theme, "trash", tr("Delete"), key=tr("Delete"), size=26, icon_size=15)
        self.trash.clicked.connect(lambda: self._change(lambda event: desk.delete(event.id)))
        self._rows = QWidget()
        self._forms: dict[object, _Fields] = {}
        self._fields: _Fields | None = None
        self.comment = Comment(theme)
        self.comment.done.connect(self._comment_done)
        self.comment.left.connect(self.left.emit)
        self._hint = Text(theme, tr("The family or a court may read this."), "caption", tone="text3")
        self._hint.setContentsMargins(theme.px(68), 0, 0, 0)
        self._compose()
        self.show_event(None)

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._swatch, self._name, self._kind):
            head.addWidget(widget)
        head.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.star, self.clip, self.trash):
            buttons.addWidget(button)
        head.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        self._places = QVBoxLayout(self._rows)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(6)
        words = _Fields(self._theme)
        words.add(tr("Comment"), self.comment, top=True)
        self._places.addWidget(words)
        column.addWidget(self._rows)
        column.addWidget(self._hint)
        self._nothing = Text(
            self._theme, tr("Choose an event with ↑ ↓ or a click to see it here."), "small", tone="text3", wrap=True
        )
        column.addWidget(self._nothing)
        column.addStretch(1)
        self.setMinimumHeight(self._room())

    def _room(self) -> int:
        """Room for the scheme's events, so that the list does not jump as they are selected."""
        most = 2
        for code in self._desk.scheme.codes:
            tier = self._desk.scheme.tier(code.tier)
            edges = 2 if tier is not None and tier.type == "state" else 1
            most = max(most, edges + len(code.modifiers) + (code.answers is not None) + 1)
        return self._theme.px(64 + 32 * min(most, 4))

    # ---- what is shown

    @property
    def event_id(self) -> EventId | None:
        return self._event.id if self._event is not None else None

    def show_event(self, event: Event | None, prompt: Prompt | None = None) -> None:
        """Show this event; fields that are being typed in keep what was typed."""
        self._comment_before(event)
        self._event = event
        self._prompt = prompt if prompt is not None and event is not None and prompt.event == event.id else None
        for widget in (self._swatch, self._name, self._kind, self.star, self.clip, self.trash, self._rows, self._hint):
            widget.setVisible(event is not None)
        self._nothing.setVisible(event is None)
        if event is None:
            return
        code = code_of(self._desk.scheme, event)
        self._swatch.show_code(code, kind(event))
        self._name.setText(code.label)
        self._kind.setText(self._kind_words(event, code))
        self.star.set_icon("star-fill" if event.starred else "star", "accent" if event.starred else "text2")
        fields = self._fields_of(event, code)
        if fields is not self._fields:
            if self._fields is not None:
                self._fields.hide()
            self._fields = fields
            fields.show()
        for fill in fields.fill:
            fill(event)
        self.comment.show_text(event.comment)

    def _kind_words(self, event: Event, code: Code) -> str:
        if event.tier == "marks":
            return ""
        words = tr("state") if isinstance(event, StateEvent) else tr("point")
        tier = self._desk.scheme.tier(event.tier)
        subject = self._desk.scheme.subject(tier.subject) if tier is not None else None
        return f"{words}, {subject.label.lower()}" if subject is not None and isinstance(event, StateEvent) else words

    def _comment_before(self, event: Event | None) -> None:
        """What was typed about the event before is kept."""
        if self._event is not None and (event is None or event.id != self._event.id):
            self.comment.finish()

    def _fields_of(self, event: Event, code: Code) -> _Fields:
        """The fields of this kind of event; made once, since keys change the event many times a minute."""
        shape = (isinstance(event, StateEvent), event.tier == MARKS_TIER, code.modifiers, code.answers is not None)
        if shape not in self._forms:
            fields = self._forms[shape] = _Fields(self._theme)
            fields.hide()
            if isinstance(event, PointEvent):
                self._time(fields, tr("At"), "start")
            else:
                self._time(fields, tr("From"), "start")
                self._time(fields, tr("Until"), "end")
            for each in code.modifiers:
                self._modifier(fields, each)
            if code.answers is not None:
                self._answers(fields)
            self._places.insertWidget(0, fields)
        return self._forms[shape]

    @property
    def times(self) -> tuple[TimeField, ...]:
        """The fields of time that are shown: start, and end of a state."""
        return tuple(self._fields.times) if self._fields is not None else ()

    def _time(self, fields: _Fields, words: str, edge: str) -> None:
        field = TimeField(self._theme, words)
        field.moved.connect(lambda frames: self._change(lambda event: self._desk.nudge(event.id, edge, frames)))
        field.typed.connect(lambda text: self._typed(field, edge, text))
        field.left.connect(self.left.emit)
        field.end_here.connect(lambda: self._with_event(self.end_here.emit))
        fields.times.append(field)
        fields.fill.append(lambda event: self._fill_time(field, event, edge))
        fields.add(words, field)

    def _fill_time(self, field: TimeField, event: Event, edge: str) -> None:
        clock = self._desk.clock
        if edge == "start":
            field.show_frame(clock_text(event.start), clock.frame_at(event.start))
        elif isinstance(event, StateEvent) and event.end is not None:
            last = max(0, clock.edge_number(event.end) - 1)
            field.show_frame(clock_text(clock.time_of(last)), last)
        else:
            tier = self._desk.scheme.tier(event.tier)
            exhaustive = tier is not None and tier.rule is StateRule.EXHAUSTIVE
            field.show_open(tr("open; ends with the next one") if exhaustive else tr("open"), can_end=not exhaustive)

    def _typed(self, field: TimeField, edge: str, text: str) -> None:
        frame = read_frame(text, self._desk.clock)
        if frame is None:
            field.refuse(tr("A time like 1:23.480, or a frame like f2502."))
            return
        # the field shows the last frame with the behaviour, the desk takes the first without it
        self._change(lambda event: self._desk.set_edge(event.id, edge, frame + (1 if edge == "end" else 0)))
        self.left.emit()

    def _modifier(self, fields: _Fields, each: Modifier) -> None:
        if each.kind is ModifierKind.ONE:
            items = [("", "–"), *((option.id, option.label) for option in each.options)]
            choice = Choice(self._theme, each.label, items, dense=True)
            choice.setFont(self._theme.font("small"))
            choice.activated.connect(
                lambda _index: self._change(
                    lambda event: self._desk.set_modifier(event.id, each.id, choice.value() or None)
                )
            )
            fields.fill.append(lambda event: choice.set_value(str(modifier(event, each.id) or "")))
            fields.add(each.label, choice)
        elif each.kind is ModifierKind.SEVERAL:
            button = Button(self._theme, "–", dense=True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda: self._several(button, each))
            fields.fill.append(lambda event: button.set_text(_chosen(each, event) or "–"))
            fields.add(each.label, button)
        else:
            edit = QLineEdit()
            edit.setProperty("dense", True)
            edit.editingFinished.connect(
                lambda: self._change(lambda event: self._desk.set_modifier(event.id, each.id, edit.text() or None))
            )
            edit.returnPressed.connect(self.left.emit)
            fields.fill.append(lambda event: edit.setText(str(modifier(event, each.id) or "")))
            fields.add(each.label, edit)

    def _several(self, button: Button, each: Modifier) -> None:
        if self._event is None:
            return
        value = modifier(self._event, each.id) or ()
        given = (value,) if isinstance(value, str) else value
        menu = QMenu(button)
        for option in each.options:
            action = menu.addAction(option.label)
            action.setCheckable(True)
            action.setChecked(option.id in given)
            rest = tuple(one for one in given if one != option.id)
            after = rest if option.id in given else (*given, option.id)
            action.triggered.connect(
                lambda _on=False, after=after: self._change(
                    lambda event: self._desk.set_modifier(event.id, each.id, after)
                )
            )
        menu.exec(button.mapToGlobal(button.rect().bottomLeft()))

    def _answers(self, fields: _Fields) -> None:
        field = AnswerField(self._theme)
        field.clicked.connect(lambda: self._choose_answer(field))
        fields.fill.append(lambda event: self._fill_answer(field, event))
        fields.add(tr("Answers"), field)

    def _fill_answer(self, field: AnswerField, event: Event) -> None:
        answered = self._index.event(event.responds_to)
        prompt = self._prompt
        suggested = answered is None and prompt is not None and prompt.kind == "link" and prompt.default is not None
        if suggested and prompt is not None:
            choice = next(one for one in prompt.choices if one.index == prompt.default)
            answered = self._index.event(EventId(choice.id))
        if answered is None:
            field.show_answer(None, "", tr("nothing"), "", suggested=False)
            return
        code = code_of(self._desk.scheme, answered)
        details = options(self._desk.scheme, answered)
        words = f"{code.label}, {details}" if details else code.label
        before = tr("{n} s before", n=seconds(event.start - answered.start))
        field.show_answer(code, letter(code), words, before, suggested=suggested)

    def _choose_answer(self, field: AnswerField) -> None:
        event = self._event
        if event is None:
            return
        found = self._desk.link_choices(event.id)
        menu = QMenu(field)
        for choice in found.choices if found is not None else ():
            words = tr("{what}, {n} s before", what=choice.label, n=seconds(choice.before or 0))
            action = menu.addAction(words)
            to = EventId(choice.id)
            action.triggered.connect(lambda _on=False, to=to: self._change(lambda one: self._desk.link(one.id, to)))
        if found is None:
            menu.addAction(tr("Nothing lies near enough before it")).setEnabled(False)
        menu.addSeparator()
        none = menu.addAction(tr("Nothing"))
        none.setEnabled(event.responds_to is not None)
        none.triggered.connect(lambda: self._change(lambda one: self._desk.link(one.id, None)))
        menu.exec(field.mapToGlobal(field.rect().bottomLeft()))

    # ---- changing

    def _with_event(self, tell: Callable[[EventId], object]) -> None:
        if self._event is not None:
            tell(self._event.id)

    def _change(self, change: Callable[[Event], Outcome]) -> None:
        event = self._event
        if event is not None:
            self._do(lambda: change(event))

    def _comment_done(self, text: str) -> None:
        event = self._event
        if event is not None and text != event.comment:
            self._do(lambda: self._desk.comment(event.id, text))

    def edit_first(self) -> None:
        """Enter: into the first field, its text selected."""
        if self.times:
            self.times[0].edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.times[0].edit.selectAll()

    def edit_comment(self) -> None:
        self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _chosen(each: Modifier, event: Event) -> str:
    value = modifier(event, each.id) or ()
    given = (value,) if isinstance(value, str) else value
    return ", ".join(option.label for option in each.options if option.id in given)


class _Fields(QWidget):
    """Labels and fields of one kind of event; `fill` shows an event in them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.fill: list[Callable[[Event], None]] = []
        self.times: list[TimeField] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, theme.px(60))
        self._grid.setColumnStretch(1, 1)

    def add(self, words: str, field: QWidget, *, top: bool = False) -> None:
        row = self._grid.rowCount()
        label = Elided(self._theme, words, "small", tone="text2")
        label.setFixedSize(self._theme.px(60), self._theme.px(26))
        label.setBuddy(field)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, row, 1)
        if not field.accessibleName():
            field.setAccessibleName(words)


class TimeField(QFrame):
    """A time that can be typed, the frame beside it, and two carets that move it by a frame."""

    moved = Signal(int)
    typed = Signal(str)
    left = Signal()
    end_here = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._shown = ""
        self.setProperty("role", "field")
        self.setFixedHeight(theme.px(26))
        self.edit = QLineEdit()
        self.edit.setProperty("frameless", True)
        self.edit.setAccessibleName(name)
        self.edit.setFont(theme.font("small"))
        self.edit.returnPressed.connect(lambda: self.typed.emit(self.edit.text()))
        self.edit.editingFinished.connect(self._back)
        self._width = round(QFontMetricsF(theme.font("small")).horizontalAdvance("0:00:00.000") + 6)
        self._frame = Text(theme, "", "small", tone="text3")
        self.back = IconButton(theme, "caret-left", tr("{field}: a frame back", field=name), size=19, icon_size=12)
        self.on = IconButton(theme, "caret-right", tr("{field}: a frame on", field=name), size=19, icon_size=12)
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.on.clicked.connect(lambda: self.moved.emit(1))
        self._here = Button(theme, tr("End here"), "link", on_click=self.end_here.emit)
        # times do not mirror
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 5, 0)
        row.setSpacing(0)
        row.addWidget(self.edit)
        row.addSpacing(6)
        row.addWidget(self._frame, 1)
        row.addWidget(self._here)
        row.addWidget(self.back)
        row.addWidget(self.on)
        self.setFocusProxy(self.edit)

    def show_frame(self, time: str, frame: int) -> None:
        self._shown = time
        if not self.edit.hasFocus() or not self.edit.isModified():
            self.edit.setText(time)
        self.edit.setReadOnly(False)
        self.edit.setFixedWidth(self._width)
        self._frame.setText(f"f {number(frame)}")
        self._carets(True, False)
        self._right()

    def show_open(self, words: str, *, can_end: bool) -> None:
        """A state that has not ended."""
        self._shown = words
        self.edit.setText(words)
        self.edit.setReadOnly(True)
        self.edit.setMinimumWidth(self._width)
        self.edit.setMaximumWidth(16777215)
        self._frame.setText("")
        self._carets(False, can_end)

    def _carets(self, move: bool, end: bool) -> None:
        self.back.setVisible(move)
        self.on.setVisible(move)
        self._here.setVisible(end)

    def refuse(self, words: str) -> None:
        """What was typed stays; the edge turns red and the sentence says what would be right."""
        restyle(self, wrong=True)
        self.edit.setToolTip(words)
        self.edit.setAccessibleDescription(words)

    def _right(self) -> None:
        if self.property("wrong"):
            restyle(self, wrong=False)
            self.edit.setToolTip("")

    def _back(self) -> None:
        """Left without Enter: what is true is shown again."""
        if not self.edit.hasFocus():
            self.edit.setText(self._shown)
            self._right()


class AnswerField(QAbstractButton):
    """What an event answers: a swatch and words; dashed while it is only suggested."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._code: Code | None = None
        self._letter = ""
        self._words = ""
        self._before = ""
        self._suggested = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(160, self._theme.px(26))

    def show_answer(self, code: Code | None, sign: str, words: str, before: str, *, suggested: bool) -> None:
        self._code, self._letter, self._words, self._before = code, sign, words, before
        self._suggested = suggested
        asked = tr("suggested, Enter takes it") if suggested else ""
        self.setAccessibleName(", ".join(part for part in (tr("Answers"), words, before, asked) if part))
        self.setToolTip(words if code is not None else tr("Choose what it answers"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self._suggested else "text2" if self.underMouse() else "control"
        pen = QPen(theme.colour(edge), 1, Qt.PenStyle.CustomDashLine if self._suggested else Qt.PenStyle.SolidLine)
        if self._suggested:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        if self._code is not None:
            side = theme.px(15)
            x = area.right() - side if mirrored else area.left()
            box = QRectF(x, area.center().y() - side / 2, side, side)
            paint_swatch(painter, box, self._code.colour, "point", theme, letter=self._letter)
            area = area.adjusted(0, 0, -side - 8, 0) if mirrored else area.adjusted(side + 8, 0, 0, 0)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        if self._suggested:
            painter.setFont(theme.font("caption", "medium"))
            painter.setPen(theme.colour("accent"))
            key = tr("Enter")
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing), key)
            width = QFontMetricsF(painter.font()).horizontalAdvance(key) + 8
            area = area.adjusted(width, 0, 0, 0) if mirrored else area.adjusted(0, 0, -width, 0)
        font = theme.font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if self._code is not None else "text3"))
        beside = metrics.horizontalAdvance(self._before) + 8 if self._before else 0
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(40.0, area.width() - beside))
        painter.drawText(area, align, words)
        if self._before:
            used = metrics.horizontalAdvance(words) + 8
            area = area.adjusted(0, 0, -used, 0) if mirrored else area.adjusted(used, 0, 0, 0)
            painter.setPen(theme.colour("text3"))
            painter.drawText(area, align, metrics.elidedText(self._before, Qt.TextElideMode.ElideRight, area.width()))


class Comment(QPlainTextEdit):
    """Words about the event, one line that grows to three; Enter keeps them, Shift+Enter is a new line."""

    done = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._before = ""
        self.setPlaceholderText(tr("Nothing written"))
        self.setAccessibleName(tr("Comment"))
        self.setAccessibleDescription(tr("The family or a court may read this."))
        self.setTabChangesFocus(True)
        self.setFont(theme.font("small"))
        self.document().setDocumentMargin(1)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def show_text(self, text: str) -> None:
        if text != self._before or not self.hasFocus():
            self._before = text
            if self.toPlainText() != text:
                self.setPlainText(text)

    def finish(self) -> None:
        """Hand over what was typed."""
        text = self.toPlainText().strip()
        if text != self._before:
            self._before = text
            self.done.emit(text)

    def _grow(self) -> None:
        wanted = max(1, round(self.document().size().height()))
        lines = min(3, wanted)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > 3 else never)
        height = QFontMetricsF(self.font()).lineSpacing() * lines + 12
        self.setFixedHeight(max(self._theme.px(26), round(height)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        new_line = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not new_line:
            self.finish()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.finish()


class _Swatch(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._code: Code | None = None
        self._kind = "point"
        self.setFixedSize(theme.px(16), theme.px(16))

    def show_code(self, code: Code, kind: str) -> None:
        self._code, self._kind = code, kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._code is not None:
            painter = QPainter(self)
            sign = letter(self._code) if self._kind == "point" else ""
            paint_swatch(painter, QRectF(self.rect()), self._code.colour, self._kind, self._theme, letter=sign,
                         ratio=self.devicePixelRatioF())  # fmt: skip
