"""Behind the PIN: go on, write down what was said, or end the visit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from vfi.core.deck import ItemId
from vfi.core.errors import VfiError
from vfi.core.time import SECOND
from vfi.core.visit import Remark, RemarkKind
from vfi.desk.visits import VisitDesk
from vfi.ui.present.buttons import CalmButton
from vfi.ui.present.look import colour
from vfi.ui.visit.pages import CalmLabel, CalmPage
from vfi.words import sentence, tr

_MOST_LETTERS = 300


class LeavePage(CalmPage):
    """What now?"""

    go_on = Signal()
    write_down = Signal()
    end = Signal()

    def __init__(
        self, marks: int | None, why: VfiError | None, trouble: str = "", parent: QWidget | None = None
    ) -> None:
        """`marks`: how many moments were marked, None while nothing was shown; `why`: the reason why nothing is;
        `trouble`: what went wrong while it was."""
        super().__init__(tr("What now?"), sentence(why) if why is not None else trouble, parent)
        end = ("sign-out", tr("End the visit"), self.end.emit, why is not None)
        if why is not None:
            self.set_buttons(end)
        elif marks is None:
            self.set_buttons(("arrow-left", tr("Back"), self.go_on.emit, True), end)
        else:
            words = tr("Write down what was said ({n})", n=marks) if marks else tr("Write down what was said")
            self.set_buttons(
                ("play-fill", tr("Go on with the film"), self.go_on.emit, True),
                ("quotes", words, self.write_down.emit, False),
                end,
            )


class SaidPage(CalmPage):
    """The marks one by one, each with room for the parent's own words. What they strike is really gone."""

    done = Signal()
    changed = Signal()
    """Words were written or struck."""

    def __init__(self, visit: VisitDesk, last: ItemId, parent: QWidget | None = None) -> None:
        """`last`: the item of the show to which words without a moment of their own belong."""
        words = tr("Your words, as you said them. You can take them back.")
        super().__init__(tr("May I write that down?"), words, parent)
        self._visit = visit
        self._last = last
        self._fields: dict[int, QLineEdit] = {}
        self._rows: dict[int, QWidget] = {}
        self.trouble = CalmLabel("", 18)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        inside = QWidget()
        inside.setStyleSheet("background: transparent;")
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._list)
        holder.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setStyleSheet("QScrollArea { background: transparent; }")
        scroll.setMinimumHeight(180)
        self.middle.addWidget(scroll, 1)
        self.middle.addWidget(self.trouble)
        self._column.setStretchFactor(self.middle, 8)
        for remark in visit.visit.remarks:
            if not remark.struck:
                self._add(remark)
        self.set_buttons(
            ("plus", tr("One more"), self.add_line, False),
            ("check", tr("Done"), self._finish, True),
        )
        if not self._fields:  # nobody pressed the key, and something was said all the same
            self.add_line()
        self._begin_in_a_field()

    def field(self, number: int) -> QLineEdit:
        """Where the words of this mark are written."""
        return self._fields[number]

    def add_line(self) -> None:
        """Room for words that belong to no marked moment. Nothing is kept until something is written."""
        if not self.keep():
            return
        number = len(self._visit.visit.remarks) + 1
        if number not in self._fields:
            self._add_row(number, "", "", tr("What was said"))
        self._fields[number].setFocus()

    def strike(self, number: int) -> None:
        """Not to be kept: its words are taken out of the file."""
        if number not in self._rows:
            return  # pressed twice
        if self._visit.visit.remark(number) is None or self._try(lambda: self._visit.strike(number)):
            self._rows.pop(number).hide()
            self._fields.pop(number)
            self.changed.emit()
            self._begin_in_a_field()

    def _begin_in_a_field(self) -> None:
        """Who types on this page writes: in the first line that has no words yet, else in the first."""
        lines = list(self._fields.values())
        begin = next((line for line in lines if not line.text()), lines[0] if lines else None)
        self.setFocusProxy(begin)  # type: ignore[arg-type]  # Qt takes none; its stubs forget it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after words goes on to the next line, or to a new one; in an empty line it is the first button's."""
        lines = list(self._fields.values())
        here = next((place for place, line in enumerate(lines) if line.hasFocus() and line.text().strip()), None)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or here is None:
            super().keyPressEvent(event)
            return
        event.accept()
        if event.isAutoRepeat():
            return
        if here + 1 < len(lines):
            lines[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.add_line()

    def keep(self) -> bool:
        """Write down what stands in the fields; False where that could not be done, and it is said."""
        for number, field in self._fields.items():
            words = field.text().strip()
            if not self._try(partial(self._keep, number, words)):
                return False
        self.changed.emit()
        return True

    def _keep(self, number: int, words: str) -> None:
        remark = self._visit.visit.remark(number)
        if remark is None and words:
            remark = self._visit.said(self._last, None)
            assert remark.number == number
        if remark is not None and words != remark.words:
            self._visit.set_words(number, words)

    def _finish(self) -> None:
        if self.keep():
            self.done.emit()

    def _add(self, remark: Remark) -> None:
        minutes, seconds = divmod(remark.since_start // SECOND, 60)
        sign = "♥ " if remark.kind is RemarkKind.HEART else ""
        called = tr("What was said at {time}", time=f"{minutes}:{seconds:02d}")
        self._add_row(remark.number, f"{sign}{minutes}:{seconds:02d}", remark.words, called)

    def _add_row(self, number: int, when: str, words: str, called: str) -> None:
        at = CalmLabel(when, 18, "pageText2")
        at.setWordWrap(False)
        at.setMinimumWidth(88)
        field = QLineEdit(words)
        field.setMaxLength(_MOST_LETTERS)
        field.setAccessibleName(called)
        ink, edge, accent = colour("pageText").name(), colour("pageText2").name(), colour("accent").name()
        field.setStyleSheet(
            f"QLineEdit {{ background: #FFFFFF; color: {ink}; border: 1px solid {edge}; border-radius: 8px;"
            f" padding: 8px 12px; font-size: 20px; }} QLineEdit:focus {{ border: 2px solid {accent}; }}"
        )
        field.editingFinished.connect(self.keep)
        strike = CalmButton("x", (tr("Strike"),), self.look, self)
        strike.clicked.connect(lambda _on=False: self.strike(number))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(at)
        row.addWidget(field, 1)
        row.addWidget(strike)
        row.setAlignment(strike, Qt.AlignmentFlag.AlignVCenter)
        self._list.addWidget(holder)
        self._fields[number], self._rows[number] = field, holder

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except VfiError as error:
            self.trouble.setText(sentence(error))
            return False
        self.trouble.setText("")
        return True
