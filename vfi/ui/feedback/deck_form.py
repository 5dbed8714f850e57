"""What holds for the whole deck: theme, goal, languages, names, sound level, text or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from vfi.core.deck import Deck
from vfi.ui.feedback.item_words import LANGUAGES, language_name
from vfi.ui.feedback.text_fields import TextBox, WordingField
from vfi.ui.kit.arranging import scrolling
from vfi.ui.kit.fields import Choice, Segments
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr


class DeckForm(QWidget):
    """Shows a deck's own fields; every change goes out as a whole deck and what it merges with."""

    edited = Signal(object, str)
    left = Signal()
    undo_wanted = Signal(bool)

    def __init__(self, theme: Theme, who: Callable[[], str]) -> None:
        super().__init__()
        self._theme = theme
        self._deck: Deck | None = None
        self._filling = False
        self.title = TextBox(theme, tr("Title, for you"))
        self.theme_of = TextBox(theme, tr("Theme of this review"), most=3)
        self.theme_of.setPlaceholderText(tr("for example: when he turns away"))
        self.goal = TextBox(theme, tr("The parent’s goal, in their own words"), most=4)
        names = [(code, name if code == "en" else f"{name}  ({language_name(code)})") for code, name in LANGUAGES]
        self.first = Choice(theme, tr("Language of the words"), names)
        self.second = Choice(theme, tr("Second language"), [("", tr("none")), *names])
        self.baby = WordingField(theme, tr("What the family calls the baby"), who=who)
        pronouns = (("", tr("your baby")), ("he", tr("he")), ("she", tr("she")))
        self.pronoun = Segments(theme, tr("Word for the baby"), list(pronouns), "")
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setAccessibleName(tr("Sound level at the start"))
        self._volume_words = Text(theme, "", "small", tone="text2")
        self.text_free = QCheckBox(tr("No text at all"))
        self._compose()
        self._wire()

    def _compose(self) -> None:
        inside = QWidget()
        inside.setProperty("clear", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(4)

        def labelled(words: str, field: QWidget) -> None:
            column.addWidget(Text(self._theme, words, "small", tone="text2"))
            column.addWidget(field)
            column.addSpacing(6)

        labelled(tr("Title, for you"), self.title)
        labelled(tr("Theme of this review, for you"), self.theme_of)
        labelled(tr("The parent’s goal, in their own words"), self.goal)
        labelled(tr("Language of the words"), self.first)
        labelled(tr("Second language"), self.second)
        column.addWidget(self.baby)
        column.addSpacing(6)
        labelled(tr("Word for the baby"), self.pronoun)
        head = QHBoxLayout()
        head.addWidget(Text(self._theme, tr("Sound level at the start"), "small", tone="text2"))
        head.addStretch(1)
        head.addWidget(self._volume_words)
        column.addLayout(head)
        column.addWidget(self.volume)
        column.addSpacing(6)
        column.addWidget(self.text_free)
        explained = tr("The parent’s screen shows pictures and signs alone; what an interpreter spoke can be heard.")
        column.addWidget(Text(self._theme, explained, "caption", tone="text2", wrap=True))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))

    def _wire(self) -> None:
        for box, name in ((self.title, "title"), (self.theme_of, "theme"), (self.goal, "goal")):
            box.typed.connect(lambda text, name=name: self._edit(name, **{name: text}))
            box.left.connect(self.left.emit)
            box.undo_wanted.connect(self.undo_wanted.emit)
        self.baby.changed.connect(lambda wording, language: self._edit(f"baby {language}", baby=wording))
        self.baby.left.connect(self.left.emit)
        self.baby.undo_wanted.connect(self.undo_wanted.emit)
        for choice in (self.first, self.second):
            choice.picked.connect(lambda _value: self._languages())
        self.pronoun.picked.connect(lambda value: self._edit("", pronoun=value))
        self.volume.valueChanged.connect(self._volume)
        self.text_free.toggled.connect(lambda on: self._edit("", text_free=on))

    def show_deck(self, deck: Deck) -> None:
        """Show this deck's fields."""
        self._deck = deck
        self._filling = True
        self.title.show_text(deck.title)
        self.theme_of.show_text(deck.theme)
        self.goal.show_text(deck.goal)
        self.first.set_value(deck.languages[0])
        self.second.set_value(deck.languages[1] if len(deck.languages) > 1 else "")
        self.baby.show_wording(deck.baby, deck.languages)
        self.pronoun.set_value(deck.pronoun)
        self.volume.setValue(deck.volume)
        self._volume_words.setText(tr("{percent} %", percent=deck.volume))
        self.text_free.setChecked(deck.text_free)
        self._filling = False

    def edit_first(self) -> None:
        self.theme_of.go_on_writing()

    def _languages(self) -> None:
        first, second = self.first.value(), self.second.value()
        chosen = (first,) if not second or second == first else (first, second)
        self._edit("", languages=chosen)

    def _volume(self, percent: int) -> None:
        self._volume_words.setText(tr("{percent} %", percent=percent))
        self._edit("volume", volume=percent)

    def _edit(self, merge: str, **fields: object) -> None:
        if self._deck is not None and not self._filling:
            self.edited.emit(replace(self._deck, **fields), merge)  # type: ignore[arg-type]
