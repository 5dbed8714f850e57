"""The form of the selected event: when, what more, what it answers, a comment; every change goes through the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vfi.core.events import MARKS_TIER, Event, EventId, PointEvent, StateEvent, modifier
from vfi.core.rules import Prompt
from vfi.core.scheme import Code, Modifier, ModifierKind, StateRule
from vfi.core.time import clock_text
from vfi.desk.coding import CodingDesk, Outcome
from vfi.ui.code import keys as keymap
from vfi.ui.code.describe import code_of, kind, letter, options, seconds
from vfi.ui.code.form_fields import AnswerField, CodeName, Comment, Fields, Swatch, TimeField
from vfi.ui.code.index import EventIndex
from vfi.ui.code.keys import KeyTable
from vfi.ui.code.times import read_frame
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.fields import Choice
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import listed, tr

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

    def __init__(self, theme: Theme, desk: CodingDesk, index: EventIndex, do: Do, keys: KeyTable) -> None:
        super().__init__()
        self._theme = theme
        self._desk = desk
        self._index = index
        self._do = do
        self._event: Event | None = None
        self._prompt: Prompt | None = None
        self.setProperty("line", "top")
        self.setAccessibleName(tr("Selected event"))
        self._swatch = Swatch(theme)
        self.name = CodeName(theme)
        self.name.clicked.connect(self._choose_code)
        self._kind = Text(theme, "", "small", tone="text3")
        self.star = IconButton(theme, "star", tr("Star for a clip"), size=26, icon_size=15)
        self.star.clicked.connect(lambda: self._change(lambda event: desk.star(event.id)))
        self.clip = IconButton(
            theme, "scissors", tr("Make a clip"), key=keys.shown(keymap.Do.CLIP), size=26, icon_size=15
        )
        self.clip.clicked.connect(lambda: self._with_event(self.clip_wanted.emit))
        self.trash = IconButton(theme, "trash", tr("Delete"), key=keys.shown(keymap.Do.DELETE), size=26, icon_size=15)
        self.trash.clicked.connect(lambda: self._change(lambda event: desk.delete(event.id)))
        self._rows = QWidget()
        self._forms: dict[object, Fields] = {}
        self._fields: Fields | None = None
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
        for widget in (self._swatch, self.name, self._kind):
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
        words = Fields(self._theme)
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
        for widget in (self._swatch, self.name, self._kind, self.star, self.clip, self.trash, self._rows, self._hint):
            widget.setVisible(event is not None)
        self._nothing.setVisible(event is None)
        if event is None:
            return
        code = code_of(self._desk.scheme, event)
        self._swatch.show_code(code, kind(event))
        self.name.show_code(code.label, others=len(self._codes_beside(event)) > 1)
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

    def _codes_beside(self, event: Event) -> tuple[Code, ...]:
        """What the event can be: the codes of its tier."""
        tier = self._desk.scheme.tier(event.tier)
        return tier.codes if tier is not None else ()

    def _choose_code(self) -> None:
        """Another behaviour of the same tier, by its name or its key."""
        event = self._event
        if event is None:
            return
        menu = QMenu(self.name)
        for code in self._codes_beside(event):
            key = f"\t{code.key.upper()}" if code.key else ""
            action = menu.addAction(code.label.replace("&", "&&") + key)
            action.setCheckable(True)
            action.setChecked(code.id == event.code)
            action.triggered.connect(
                lambda _on=False, id=code.id: self._change(lambda one: self._desk.recode(one.id, id))
            )
        menu.exec(self.name.mapToGlobal(self.name.rect().bottomLeft()))

    def _kind_words(self, event: Event, code: Code) -> str:
        if event.tier == "marks":
            return ""
        words = tr("state") if isinstance(event, StateEvent) else tr("point")
        tier = self._desk.scheme.tier(event.tier)
        subject = self._desk.scheme.subject(tier.subject) if tier is not None else None
        return (
            listed((words, subject.label.lower())) if subject is not None and isinstance(event, StateEvent) else words
        )

    def _comment_before(self, event: Event | None) -> None:
        """What was typed about the event before is kept."""
        if self._event is not None and (event is None or event.id != self._event.id):
            self.comment.finish()

    def _fields_of(self, event: Event, code: Code) -> Fields:
        """The fields of this kind of event; made once, since keys change the event many times a minute."""
        shape = (isinstance(event, StateEvent), event.tier == MARKS_TIER, code.modifiers, code.answers is not None)
        if shape not in self._forms:
            fields = self._forms[shape] = Fields(self._theme)
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

    def _time(self, fields: Fields, words: str, edge: str) -> None:
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

    def _modifier(self, fields: Fields, each: Modifier) -> None:
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

    def _answers(self, fields: Fields) -> None:
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
        words = listed((code.label, details)) if details else code.label
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
    return listed(option.label for option in each.options if option.id in given)
