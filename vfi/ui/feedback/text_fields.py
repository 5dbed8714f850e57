"""Fields for what the parent reads: one for each language, counted, marked while nobody has checked them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from vfi.core.deck import Wording
from vfi.ui.feedback.item_words import language_name
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.lines import Glyph
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import right_to_left, tr

MOST_WORDS = 12
"""A caption longer than this is not read in the time that it is seen."""
_REST_MS = 160
"""So long no letter comes, and what was typed is kept: writing to a slow disk must not hold up the hand."""
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur"})


class TextBox(QPlainTextEdit):
    """A field that is as high as its words, up to a few lines; undo is the room's own, not the field's.

    `lines` is true where Enter begins a new line; else Enter is `left`.
    """

    typed = Signal(str)
    """What stands here now: told when the hand rests for a moment, and before anything else is done."""
    left = Signal()
    """Enter (in a field of one paragraph) or Esc: done here."""
    undo_wanted = Signal(bool)
    """False: undo; true: redo."""

    def __init__(self, theme: Theme, name: str, *, lines: bool = False, least: int = 1, most: int = 4) -> None:
        super().__init__()
        self._theme = theme
        self._lines = lines
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self._told = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.flush)
        theme.changed.connect(self._fit)
        self._fit()

    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show this; the cursor stays where it is when it is what was typed here."""
        if self._rest.isActive() and text == self._told:
            return  # something else of the deck changed while the hand is writing here
        if text == self._told and text == self.toPlainText():
            return
        self._told = text
        if text != self.toPlainText():
            place = self.textCursor().position()
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            cursor = self.textCursor()
            cursor.setPosition(min(place, len(text)) if self.hasFocus() else 0)
            self.setTextCursor(cursor)
            self._fit()

    def set_language(self, language: str) -> None:
        """Write from the side on which this language begins."""
        option = self.document().defaultTextOption()
        mirrored = language in _RIGHT_TO_LEFT or (not language and right_to_left())
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        option.setAlignment(Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    def _changed(self) -> None:
        self._fit()
        text = self.toPlainText()
        if not self._lines and "\n" in text:  # pasted: one paragraph
            self.show_text(" ".join(text.split("\n")))
            text = self.toPlainText()
        if text != self._told:
            self._rest.start()

    def flush(self) -> None:
        """Tell what was typed, now."""
        self._rest.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.typed.emit(text)

    def _fit(self) -> None:
        line = QFontMetricsF(self.font()).lineSpacing()
        wanted = 0.0
        block = self.document().firstBlock()
        while block.isValid():
            wanted += self.blockBoundingRect(block).height()  # letters of another script may be taller
            block = block.next()
        most = self._most * line * 1.2
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        inside = min(most, max(self._least * line, wanted))
        height = max(self._theme.px(32), round(inside + 2 * self.document().documentMargin() + 10))
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def go_on_writing(self) -> None:
        """The keyboard comes here, behind what is written."""
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undo(event) is not None:
            event.accept()  # it comes back as a key press, and is passed on
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        redo = _undo(event)
        if redo is not None:
            self.flush()
            self.undo_wanted.emit(redo)
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter and not self._lines) or event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _undo(event: QKeyEvent) -> bool | None:
    """Is this key undo (False), redo (True), or neither?"""
    if event.matches(QKeySequence.StandardKey.Undo):
        return False
    return True if event.matches(QKeySequence.StandardKey.Redo) else None


class WordingField(QWidget):
    """One text for the parent in the deck's languages, with its count and who has checked it."""

    changed = Signal(object, str)
    """`Wording`, and the language that was typed in or checked."""
    left = Signal()
    undo_wanted = Signal(bool)

    def __init__(
        self, theme: Theme, name: str, note: str = "", *, counted: bool = False, who: Callable[[], str] = lambda: ""
    ) -> None:
        """`note` stands at the end of the label; `who` is checking, in a word."""
        super().__init__()
        self._theme = theme
        self._name = name
        self._counted = counted
        self._who = who
        self._wording = Wording()
        self._languages: tuple[str, ...] = ()
        self._count = Text(theme, note, "caption", tone="text2")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Text(theme, name, "small", tone="text2"))
        head.addStretch(1)
        head.addWidget(self._count)
        self._slots = Text(theme, "", "caption", tone="text2", wrap=True)
        self._slots.setText(tr("Words in {} are filled in from the deck: the baby’s name, he or she."))
        self._slots.hide()
        self._boxes: list[TextBox] = []
        self._marks: list[_CheckLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self._column.addLayout(head)

    def boxes(self) -> tuple[TextBox, ...]:
        """The fields, one for each language."""
        return tuple(self._boxes)

    def show_wording(self, wording: Wording, languages: tuple[str, ...]) -> None:
        """Show these texts."""
        if languages != self._languages:
            self._make(languages)
        self._wording = wording
        for language, box, mark in zip(languages, self._boxes, self._marks, strict=True):
            text = wording.text(language)
            box.show_text(text)
            by_hand = language == languages[0]  # what the clinician writes in the language of the deck is theirs
            mark.setVisible(bool(text.strip()) and not by_hand and not wording.is_checked(language))
        self._slots.setVisible(any("{" in text for _, text in wording.texts))
        if self._counted:
            self._show_count()

    def _make(self, languages: tuple[str, ...]) -> None:
        for widget in (*self._boxes, *self._marks):
            widget.hide()
            self._column.removeWidget(widget)
            widget.deleteLater()
        self._boxes, self._marks, self._languages = [], [], languages
        for language in languages:
            name = self._name if len(languages) == 1 else f"{self._name}: {language_name(language)}"
            box = TextBox(self._theme, name)
            box.set_language(language)
            if language != languages[0]:
                box.setPlaceholderText(language_name(language))
            box.typed.connect(lambda text, language=language: self._typed(language, text))
            box.left.connect(self.left.emit)
            box.undo_wanted.connect(self.undo_wanted.emit)
            words = tr("{language}: not checked by a person yet", language=language_name(language))
            mark = _CheckLine(self._theme, words, partial(self._checked, language))
            self._boxes.append(box)
            self._marks.append(mark)
            self._column.addWidget(box)
            self._column.addWidget(mark)
        self._column.addWidget(self._slots)

    def _typed(self, language: str, text: str) -> None:
        self.changed.emit(self._wording.with_text(language, text), language)

    def _checked(self, language: str) -> None:
        checked = tuple(pair for pair in self._wording.checked if pair[0] != language)
        by = self._who() or "?"
        self.changed.emit(replace(self._wording, checked=(*checked, (language, by))), language)

    def _show_count(self) -> None:
        counts = [len(self._wording.text(language).split()) for language in self._languages]
        most = max(counts, default=0)
        self._count.setText(tr("{n} of {most}", n=most, most=MOST_WORDS) if most else "")
        self._count.set_tone("warning" if most > MOST_WORDS else "text2")
        long = tr("More than {most} words are seldom read under a film.", most=MOST_WORDS)
        self._count.setToolTip(long if most > MOST_WORDS else "")


class _CheckLine(QWidget):
    """Nobody has checked this text; a person who reads the language can."""

    def __init__(self, theme: Theme, words: str, on_check: Callable[[], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 2)
        row.setSpacing(6)
        row.addWidget(Glyph(theme, "translate", 15, "warning"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(theme, words, "caption", tone="warning", wrap=True), 1)
        row.addWidget(Button(theme, tr("Mark checked"), "link", on_click=on_check))
