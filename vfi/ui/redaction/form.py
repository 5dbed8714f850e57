"""The column beside the film: what can be hidden, the chosen part, and what is still to be looked at."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.redaction import Hiding, Region, Shape, Silence, Silencing
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Segments
from vfi.ui.kit.lines import Note, Progress
from vfi.ui.kit.texts import Text, rule
from vfi.ui.redaction.keys import Do
from vfi.ui.redaction.naming import moment, name_of, nobody_looked, promise_of, stretch
from vfi.ui.redaction.work import HidingWork
from vfi.ui.theme import Theme
from vfi.words import tr

_WIDTH = 316


class HidingForm(QWidget):
    """Buttons give the same commands as keys (`asked`); choices change the chosen one at once."""

    asked = Signal(object)
    """A `Do`."""
    shape_picked = Signal(object)
    """`Shape` of what is drawn next, and of the chosen part."""

    def __init__(self, theme: Theme, work: HidingWork) -> None:
        super().__init__()
        self._theme = theme
        self._work = work
        self.setFixedWidth(theme.px(_WIDTH))
        self.shape = Segments(
            theme, tr("Shape"), [(Shape.ELLIPSE, tr("Ellipse")), (Shape.BOX, tr("Box"))], Shape.ELLIPSE
        )
        self.hiding = Segments(
            theme, tr("Hidden how"), [(Hiding.COVER, tr("Cover")), (Hiding.BLUR, tr("Blur"))], Hiding.COVER
        )
        self.sound = Segments(
            theme,
            tr("Instead of the sound"),
            [(Silencing.MUTE, tr("Nothing")), (Silencing.BEEP, tr("Tone")), (Silencing.VOICE, tr("Whisper"))],
            Silencing.MUTE,
        )
        self.name = Text(theme, "", "strong", "semibold")
        self.when = Text(theme, "", "small", tone="text2")
        self.promise = Text(theme, "", "small", tone="text2", wrap=True)
        moving = tr(
            "Drag it, or hold Alt with the arrow keys (and Shift for its size). "
            "Put in its place on two pictures, it goes evenly from one to the other."
        )
        self.moving = Text(theme, moving, "small", tone="text3", wrap=True)
        self.begin = self._button(tr("Begins here"), Do.BEGIN, "[")
        self.end = self._button(tr("Ends here"), Do.END, "]")
        self.follow = self._button(tr("Follow"), Do.FOLLOW, "F", icon="path")
        self.unput = self._button(tr("Forget this place"), Do.UNPUT, "⌫")
        self.remove = self._button(tr("Remove"), Do.REMOVE, "Del", icon="trash")
        self.next = self._button(tr("Look at the next"), Do.NEXT, "G", icon="eye")
        self.progress = Progress(theme, tr("Following"))
        self.progress.cancelled.connect(work.stop_following)
        self.progress.hide()
        self.remark = Note(theme, "", "warning")
        self.remark.hide()
        self.state = Note(theme, "", "warning")
        """What is still to be looked at, and the button for it: they stand at the foot of the page."""
        self._compose()
        self._wire()
        for button in (*self.findChildren(Button), self.next):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard at the film

    def _button(self, words: str, do: Do, key: str, *, icon: str = "", kind: str = "plain") -> Button:
        button = Button(self._theme, words, kind, icon=icon, key=key, dense=True)  # type: ignore[arg-type]
        button.clicked.connect(lambda _on=False: self.asked.emit(do))
        return button

    def _compose(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Text(theme, tr("Hide from here on"), "caption", "medium", "text3"))
        column.addWidget(
            Text(theme, tr("Draw on the picture round what must not be seen."), "small", tone="text2", wrap=True)
        )
        column.addWidget(self.shape)
        adding = QHBoxLayout()
        adding.setSpacing(6)
        for words, do, key in ((tr("Part"), Do.NEW, "N"), (tr("Picture"), Do.BLUR, "B"), (tr("Sound"), Do.SOUND, "S")):
            adding.addWidget(self._button(words, do, key))
        adding.addStretch(1)
        column.addLayout(adding)
        column.addWidget(rule())
        self.chosen = QWidget()
        inside = QVBoxLayout(self.chosen)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for part in (self.name, self.when, self.hiding, self.sound, self.promise):
            inside.addWidget(part)
        for row in ((self.begin, self.end), (self.follow, self.unput), (self.remove,)):
            line = QHBoxLayout()
            line.setSpacing(6)
            for button in row:
                line.addWidget(button)
            line.addStretch(1)
            inside.addLayout(line)
        inside.addWidget(self.moving)
        column.addWidget(self.chosen)
        column.addWidget(self.progress)
        column.addWidget(self.remark)
        column.addStretch(1)
        stays = tr("The film itself stays as it is. What is hidden is burned into what leaves the team, always.")
        column.addWidget(Text(theme, stays, "small", tone="text3", wrap=True))

    def _wire(self) -> None:
        self.shape.picked.connect(self._shape)
        self.hiding.picked.connect(self._hiding)
        self.sound.picked.connect(self._sound)

    def _shape(self, value: str) -> None:
        # an ellipse leaves the corners of its box to be seen: it must be looked at again
        shape = Shape(value)
        self._work.change_region(
            lambda region: region if region.shape is shape else replace(region, shape=shape, checked=())
        )
        self.shape_picked.emit(shape)

    def _hiding(self, value: str) -> None:
        self._work.change_region(lambda region: replace(region, hiding=Hiding(value)))

    def _sound(self, value: str) -> None:
        self._work.change(lambda item: replace(item, how=Silencing(value)) if isinstance(item, Silence) else item)

    def show_work(self) -> None:
        """What is chosen and what is still to be looked at."""
        work = self._work
        item, redaction = work.item, work.redaction
        region = isinstance(item, Region)
        self.chosen.setVisible(item is not None)
        if item is not None:
            self.name.setText(name_of(item, redaction))
            self.when.setText(stretch(item.start, item.end))
            self.promise.setText(promise_of(item))
        for widget in (self.hiding, self.follow, self.unput, self.moving):
            widget.setVisible(region)
        self.sound.setVisible(isinstance(item, Silence))
        if isinstance(item, Region):
            self.shape.set_value(item.shape)
            self.hiding.set_value(item.hiding)
        if isinstance(item, Silence):
            self.sound.set_value(item.how)
        self._show_missing()

    def _show_missing(self) -> None:
        missing = self._work.missing
        any_region = bool(self._work.redaction.regions)
        self.state.setVisible(any_region)
        self.next.setEnabled(bool(missing))
        self.next.setVisible(any_region)
        if missing:
            how = tr("Step through with the arrow keys, or play at half speed.")
            self.state.set(f"{nobody_looked(missing)} {how}", "warning", "eye")
        elif any_region:
            self.state.set(tr("Every hidden part was looked at. The film may leave the team."), "success")

    def show_following(self, part: float | None) -> None:
        """How far; None when it is over."""
        self.progress.setVisible(part is not None)
        self.follow.setEnabled(part is None)
        if part is not None:
            self.remark.hide()
            self.progress.set(part)

    def say(self, words: str, level: str = "warning") -> None:
        """A remark on what was done last; empty takes it away."""
        self.remark.set(words, level)  # type: ignore[arg-type]
        self.remark.setVisible(bool(words))


def followed_words(lost_at: int | None, until: int) -> str:
    """How far it was followed, and what is to be done now."""
    if lost_at is None:
        return tr("Followed to {until}. Now step through it: it is a proposal.", until=moment(until))
    return tr(
        "Followed to {at}; from there on the picture changes too much. Put the part in its place there, and follow on.",
        at=moment(lost_at),
    )
