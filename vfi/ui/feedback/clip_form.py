"""The form of one clip: what is asked, what is read and when, the picture, notes. Nothing needs saving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.deck import Clip, ClipKind, Deck, Item, Showing, Wording
from vfi.ui.feedback.asked import at_the_foot, show_asked
from vfi.ui.feedback.concept_choice import ConceptChoice
from vfi.ui.feedback.item_words import clip_number
from vfi.ui.feedback.stepper import Stepper
from vfi.ui.feedback.text_fields import TextBox, WordingField
from vfi.ui.feedback.voices import VoiceSlots
from vfi.ui.kit.arranging import scrolling
from vfi.ui.kit.fields import Segments, Switch
from vfi.ui.kit.lines import Note
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr

Asks = Callable[[Item, Deck], tuple[str, ...]]
"""What the words check asks about a clip or page, in sentences; nothing where there is nothing to ask."""


class ClipForm(QWidget):
    """Shows a clip; every change goes out as a whole clip with what undo calls it and what it merges with."""

    edited = Signal(object, str)
    """`Clip`, and the kind of change: the same kind soon after is one step of undo."""
    left = Signal()
    """Esc or Enter in a field: back to the film."""
    undo_wanted = Signal(bool)
    voice_wanted = Signal(str, str)
    """Which text (`question`, `words`, `baby_says`) and language: record or attach it."""

    def __init__(self, theme: Theme, who: Callable[[], str], asks: Asks) -> None:
        super().__init__()
        self._theme = theme
        self._asks = asks
        self._clip: Clip | None = None
        self._deck: Deck | None = None
        self._filling = False
        self.title = TextBox(theme, tr("Title, for you"), most=2)
        self.title.setPlaceholderText(tr("What you call it"))
        self.question = WordingField(theme, tr("Question, spoken first"), who=who)
        self.words = WordingField(theme, tr("Words"), counted=True, who=who)
        self.showing = _showing(theme, tr("When the words appear"))
        self.baby = Switch(theme, tr("Words for the baby"))
        self._baby_words = Text(theme, tr("No words for the baby"), tone="text2")
        self.baby_says = WordingField(theme, tr("As if the baby spoke"), counted=True, who=who)
        self.voices = VoiceSlots(theme)
        self.concept = ConceptChoice(theme)
        self.repeats = Stepper(theme, tr("Shown so many times in a row"), 1, 9)
        self.closing = QCheckBox(tr("Closing clip, the warm one"))
        self.stretch = QCheckBox(tr("A long stretch with pauses"))
        self.notes = TextBox(theme, tr("For you only"), lines=True, least=2, most=8)
        self.asked = Note(theme, "", icon="chat-circle")
        self._compose()
        self._wire()

    # ---- putting together

    def _compose(self) -> None:
        theme = self._theme
        inside = QWidget()
        inside.setProperty("clear", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(4)

        def labelled(words: str, *fields: QWidget, note: str = "") -> None:
            head = QHBoxLayout()
            head.setContentsMargins(0, 0, 0, 0)
            head.addWidget(Text(theme, words, "small", tone="text2"))
            head.addStretch(1)
            if note:
                head.addWidget(Text(theme, note, "caption", tone="text2"))
            column.addLayout(head)
            for field in fields:
                column.addWidget(field)
            column.addSpacing(6)

        labelled(tr("Title, for you"), self.title)
        for field in (self.question, self.words):
            column.addWidget(field)
            column.addSpacing(6)
        column.addWidget(self.showing)
        column.addSpacing(6)
        switch = QHBoxLayout()
        switch.setContentsMargins(0, 0, 0, 2)
        switch.setSpacing(10)
        switch.addWidget(self.baby)
        switch.addWidget(self._baby_words, 1)
        holder = QWidget()
        holder.setLayout(switch)
        self._switch_row = holder
        labelled(tr("Baby says"), holder, note=tr("off unless you switch it on"))
        column.addWidget(self.baby_says)
        self.baby_showing = _showing(theme, tr("When the baby’s words appear"))
        column.addWidget(self.baby_showing)
        labelled(tr("Interpreter’s voice"), self.voices)
        labelled(tr("Picture"), self.concept)
        repeats = QHBoxLayout()
        repeats.setContentsMargins(0, 0, 0, 0)
        repeats.addWidget(Text(theme, tr("Shown in a row"), "small", tone="text2"), 1)
        repeats.addWidget(self.repeats)
        column.addLayout(repeats)
        column.addSpacing(4)
        for box in (self.closing, self.stretch):
            column.addWidget(box)
        column.addSpacing(8)
        labelled(tr("For you only"), self.notes)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))
        outer.addWidget(at_the_foot(self.asked))

    def _wire(self) -> None:
        for box in (self.title, self.notes):
            box.left.connect(self.left.emit)
            box.undo_wanted.connect(self.undo_wanted.emit)
        for field in (self.question, self.words, self.baby_says):
            field.left.connect(self.left.emit)
            field.undo_wanted.connect(self.undo_wanted.emit)
        self.title.typed.connect(lambda text: self._edit("title", title=text))
        self.notes.typed.connect(lambda text: self._edit("notes", notes=text))
        self.question.changed.connect(lambda wording, language: self._edit(f"question {language}", question=wording))
        self.words.changed.connect(lambda wording, language: self._edit(f"words {language}", words=wording))
        self.baby_says.changed.connect(lambda wording, language: self._edit(f"baby {language}", baby_says=wording))
        self.showing.picked.connect(lambda value: self._edit("", showing=Showing(value)))
        self.baby_showing.picked.connect(lambda value: self._edit("", baby_showing=Showing(value)))
        self.baby.toggled.connect(self._switch_baby)
        self.concept.picked.connect(lambda id: self._edit("", concept=id))
        self.repeats.changed.connect(lambda count: self._edit("repeats", repeats=count))
        self.closing.toggled.connect(lambda on: self._edit("", closing=on))
        self.stretch.toggled.connect(lambda on: self._edit("", kind=ClipKind.STRETCH if on else ClipKind.MOMENT))
        self.voices.wanted.connect(self.voice_wanted.emit)
        self.voices.removed.connect(self._remove_voice)

    # ---- what is shown

    def show_clip(self, clip: Clip, deck: Deck) -> None:
        """Show this clip; what is being typed keeps its cursor."""
        self._clip, self._deck = clip, deck
        self._filling = True
        self.title.show_text(clip.title)
        self.question.show_wording(clip.question, deck.languages)
        self.words.show_wording(clip.words, deck.languages)
        self.showing.set_value(clip.showing)
        on = clip.baby_showing is not Showing.NEVER
        self.baby.setChecked(on)
        self._baby_words.setText(tr("Words for the baby") if on else tr("No words for the baby"))
        self.baby_says.setVisible(on)
        self.baby_says.show_wording(clip.baby_says, deck.languages)
        self.baby_showing.setVisible(on)
        self.baby_showing.set_value(clip.baby_showing)
        self.voices.show_texts(
            (("question", tr("Question"), clip.question), ("words", tr("Words"), clip.words)), deck.languages
        )
        self.concept.set_value(clip.concept)
        self.repeats.set_value(clip.repeats)
        self.closing.setChecked(clip.closing)
        self.stretch.setChecked(clip.kind is ClipKind.STRETCH)
        self.notes.show_text(clip.notes)
        self._filling = False
        show_asked(self.asked, self._asks(clip, deck))

    @property
    def heading(self) -> str:
        """`Clip 2`."""
        if self._clip is None or self._deck is None:
            return ""
        return tr("Clip {n}", n=clip_number(self._clip, self._deck))

    def edit_first(self) -> None:
        """The keyboard goes to the first text that is missing, else to the words."""
        boxes = self.words.boxes()
        first = next((box for box in boxes if not box.text().strip()), boxes[0] if boxes else self.title)
        first.go_on_writing()

    # ---- what is changed

    def _edit(self, merge: str, **fields: object) -> None:
        if self._clip is None or self._filling:
            return
        self.edited.emit(replace(self._clip, **fields), merge)  # type: ignore[arg-type]

    def _switch_baby(self, on: bool) -> None:
        self._edit("", baby_showing=Showing.ON_KEY if on else Showing.NEVER)

    def _remove_voice(self, which: str, language: str) -> None:
        if self._clip is not None:
            wording: Wording = getattr(self._clip, which)
            voices = tuple(pair for pair in wording.voices if pair[0] != language)
            self._edit("", **{which: replace(wording, voices=voices)})


def _showing(theme: Theme, name: str) -> Segments:
    words = ((Showing.NEVER, tr("Never")), (Showing.ON_KEY, tr("On key")), (Showing.ALWAYS, tr("Always")))
    return Segments(theme, name, [(str(value), text) for value, text in words], str(Showing.ON_KEY))
