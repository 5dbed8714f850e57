"""What can be chosen about a script, a card and cards of ideas."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.core.consent import Purpose
from vfi.core.deck import Deck, ItemId
from vfi.core.parent_texts import Concept
from vfi.core.visit import Remark
from vfi.desk.paper import CardChoice
from vfi.desk.printing import CardRequest, ScriptRequest
from vfi.printing.card import CardSize
from vfi.ui.feedback.item_words import item_title, language_name
from vfi.ui.kit.fields import CheckRow, Choice, Field, FormRows, Segments
from vfi.ui.kit.lines import Note
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import listed, tr

_OWN, _NONE = "own", ""
_LABEL = 84


class _Form(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)

    def _tell(self, *_what: object) -> None:
        self.changed.emit()


class ScriptForm(_Form):
    """For what, and whether hidden parts stay hidden."""

    def __init__(self, theme: Theme, who: str) -> None:
        super().__init__(theme)
        self._who = who
        purposes = [(str(Purpose.REVIEW), tr("The review")), (str(Purpose.SUPERVISION), tr("Supervision"))]
        self.purpose = Segments(theme, tr("For"), purposes, str(Purpose.REVIEW))
        self.hidden = CheckRow(theme, tr("Hide what is marked to be hidden"), checked=True)
        rows = FormRows(theme, _LABEL)
        rows.add(tr("For"), self.purpose)
        about = tr("What to ask first, your notes, and room to write. It stays in the team.")
        self.column.addWidget(Text(theme, about, tone="text2", wrap=True))
        self.column.addWidget(rows)
        self.column.addWidget(self.hidden)
        self.column.addStretch(1)
        self.purpose.picked.connect(self._tell)
        self.hidden.toggled.connect(self._tell)

    def request(self) -> ScriptRequest:
        return ScriptRequest(who=self._who, purpose=Purpose(self.purpose.value()), redact=self.hidden.isChecked())


class CardForm(_Form):
    """The parent's words, the picture, the idea, the paper; and whether it is safe at home."""

    def __init__(
        self,
        theme: Theme,
        deck: Deck,
        said: tuple[Remark, ...],
        ideas: tuple[Concept, ...],
        *,
        unsafe: frozenset[ItemId],
        unchecked: tuple[str, ...],
        who: str,
    ) -> None:
        super().__init__(theme)
        self._who = who
        self._said: list[tuple[Remark, CheckRow, Field | None]] = []
        second = deck.languages[1] if len(deck.languages) > 1 else ""
        self.column.addWidget(Text(theme, tr("In the parent's own words"), "caption", "medium", "text3"))
        if not said:
            nothing = tr("Nothing was written down in a visit with this deck. There will be lines to write on.")
            self.column.addWidget(Text(theme, nothing, tone="text2", wrap=True))
        words = QVBoxLayout()
        words.setSpacing(4)
        for remark in said:
            row = CheckRow(theme, _short(remark.words), checked=True)
            row.box.setToolTip(remark.words)
            row.toggled.connect(self._tell)
            words.addWidget(row)
            other = None
            if second:
                hint = tr("The same in {language}", language=language_name(second))
                other = Field(theme, hint, placeholder=hint)
                other.changed.connect(self._tell)
                words.addWidget(other)
            self._said.append((remark, row, other))
        self.column.addLayout(words)
        stills = [(_OWN, tr("The one chosen in the deck"))]
        stills += [(str(clip.id), item_title(clip, deck)) for clip in deck.clips if clip.id not in unsafe]
        self.still = Choice(theme, tr("Picture"), [*stills, (_NONE, tr("No picture of the film"))])
        shown = [(_OWN, tr("The one chosen in the deck")), *((each.id, each.word) for each in ideas)]
        self.idea = Choice(theme, tr("Idea"), [*shown, (_NONE, tr("No idea"))])
        sizes = [(str(CardSize.A4), "A4"), (str(CardSize.A5), "A5"), (str(CardSize.FOLDED), tr("Folded"))]
        self.size_of = Segments(theme, tr("Paper"), sizes, str(CardSize.A4))
        self._unchecked = unchecked
        each = [(language, language_name(language)) for language in deck.languages]
        self.language = Choice(theme, tr("Languages"), [(_OWN, " + ".join(name for _, name in each)), *each])
        self._warning = Note(theme, "", "warning")
        self.service = CheckRow(theme, tr("With our service's name"))
        self.home = CheckRow(theme, tr("I asked: it is safe to have this at home"))
        self.place = CheckRow(theme, tr("I looked: nothing in it tells where the family lives"))
        self.approver = Field(theme, tr("Who approved it?"))
        rows = FormRows(theme, _LABEL)
        rows.add(tr("Picture"), self.still)
        rows.add(tr("Idea"), self.idea)
        if len(each) > 1:
            rows.add(tr("Languages"), self.language)
        rows.add(tr("Paper"), self.size_of)
        self._approver_label = rows.add(tr("Approved by"), self.approver)
        ticks = QVBoxLayout()
        ticks.setSpacing(0)
        ticks.addWidget(self.service)
        ticks.addWidget(self.home)
        ticks.addWidget(self.place)
        self.column.addWidget(rows)
        self.column.addLayout(ticks)
        self.column.addWidget(self._warning)
        self.column.addStretch(1)
        for choice in (self.still, self.idea, self.language, self.size_of):
            choice.picked.connect(self._tell)
        for tick in (self.service, self.home, self.place):
            tick.toggled.connect(self._tell)
        self.approver.changed.connect(self._tell)
        self.changed.connect(self._warn)
        self.ask_approver(False)
        self.ask_place(False)
        self._warn()

    def _warn(self) -> None:
        """What goes home should have been read by somebody who speaks the language."""
        chosen = self.language.value()
        names = [language_name(each) for each in self._unchecked if chosen in (_OWN, each)]
        self._warning.setVisible(bool(names))
        if names:
            self._warning.set(tr("Nobody has checked our words in {languages}.", languages=listed(names)), "warning")

    def ask_place(self, wanted: bool) -> None:
        """Ask whether the picture tells the place, where the family's address is secret."""
        self.place.setVisible(wanted or self.place.isChecked())

    def ask_approver(self, wanted: bool) -> None:
        """Show the field for who approved it, where the family's situation asks for one."""
        wanted = wanted or bool(self.approver.text())
        self._approver_label.setVisible(wanted)
        self.approver.setVisible(wanted)

    def without_picture(self) -> None:
        """Nobody can be seen then."""
        self.still.set_value(_NONE)
        self._tell()

    def request(self) -> CardRequest:
        still, idea, language = self.still.value(), self.idea.value(), self.language.value()
        kept = [(remark, other) for remark, row, other in self._said if row.isChecked()]
        return CardRequest(
            who=self._who,
            choice=CardChoice(
                remarks=tuple(remark.number for remark, _ in kept),
                also=tuple(other.text() if other is not None else "" for _, other in kept),
                picture=still != _NONE,
                still=None if still in (_OWN, _NONE) else ItemId(still),
                concept=None if idea == _OWN else idea,
                languages=() if language == _OWN else (language,),
                service=self.service.isChecked(),
                size=CardSize(self.size_of.value()),
            ),
            safe_at_home=self.home.isChecked() or None,
            place_hidden=self.place.isChecked() or None,
            approved_by=self.approver.text(),
        )


class IdeasForm(_Form):
    """Which ideas."""

    def __init__(self, theme: Theme, deck: Deck, ideas: tuple[Concept, ...]) -> None:
        super().__init__(theme)
        self.languages = deck.languages
        all_of_them = tr("All {n}", n=len(ideas))
        self.idea = Choice(theme, tr("Idea"), [(_NONE, all_of_them), *((each.id, each.word) for each in ideas)])
        rows = FormRows(theme, _LABEL)
        rows.add(tr("Idea"), self.idea)
        about = tr("A drawing and one plain sentence on each page, in the languages of the deck. No family is on them.")
        self.column.addWidget(Text(theme, about, tone="text2", wrap=True))
        self.column.addWidget(rows)
        self.column.addStretch(1)
        self.idea.picked.connect(self._tell)

    @property
    def ids(self) -> tuple[str, ...]:
        """Empty: all."""
        return (self.idea.value(),) if self.idea.value() else ()


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 42 else f"{line[:41]}…"
