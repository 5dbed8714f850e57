"""The clinician's own screen while the film is shown: what is on the parent's now, what to ask, what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vfi.core.deck import PageKind
from vfi.core.presenting import Now, Phase, Presenting, Press
from vfi.core.showing import Backstage, Lines, Show, ShownClip
from vfi.core.time import SECOND
from vfi.core.visit import Remark, RemarkKind
from vfi.ui.kit.concept_art import ConceptArt
from vfi.ui.present.films import ShowFilms
from vfi.ui.present.keys import Meaning, Note, asks_for_pin, meaning
from vfi.ui.present.notes_items import ItemCell, SmallPicture
from vfi.ui.present.notes_look import button, label, line, say_on, style
from vfi.ui.present.words import texts_of
from vfi.words import tr

_AHEAD = 4
"""So many items are shown in the row of what comes."""
_LOOK_MS = 125


def page_title(kind: PageKind) -> str:
    """What the clinician calls a page."""
    return {
        PageKind.OPENING: tr("Opening page"),
        PageKind.WHO_CAN_SEE: tr("Who can see it"),
        PageKind.QUESTION: tr("Question"),
        PageKind.CONCEPT: tr("Card"),
        PageKind.YOUR_WORDS: tr("Your words"),
    }[kind]


class NotesScreen(QWidget):
    """Stands on the other screen. Its keys are those of the parent's screen: whichever window has them."""

    act = Signal(object)
    """`Meaning` of a key or button."""
    unlock_wanted = Signal(str)
    """The PIN is being typed here; its first digit."""

    def __init__(
        self,
        show: Show,
        backstage: Backstage,
        films: ShowFilms,
        rules: Presenting,
        *,
        picture: Callable[[], QImage | None],
        day: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._show = show
        self._backstage = backstage
        self._films = films
        self._rules = rules
        self._picture = picture
        self._begun = datetime.datetime.now()
        self._now: Now | None = None
        films.still_came.connect(self._still_came)
        self.setWindowTitle(" ")
        self.setObjectName("notes")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(style())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clock = label("", "dim", 14)
        self._small = SmallPicture()
        self._state = label("", "plain", 13)
        self._words_head = label("", "dim", 12)
        self._words = label("", "plain", 20)
        self._reveal = button("eye", tr("Show words"), "W", lambda: self.act.emit(Press.WORDS), first=True)
        self._ask_head = label(tr("Ask first"), "dim", 12)
        self._ask = label("", "plain", 34, QFont.Weight.DemiBold)
        self._notes_head = label(tr("Your notes"), "dim", 12)
        self._notes = label("", "plain", 18)
        self._goal = label("", "plain", 18)
        self._marks = label("", "plain", 14)
        self._trouble = label("", "trouble", 18)
        self._trouble.hide()
        self._next = QHBoxLayout()
        self._cells: list[ItemCell] = []
        self._lay(day)
        self._look_again = QTimer(self)
        self._look_again.setInterval(_LOOK_MS)
        self._look_again.timeout.connect(self._look)
        self._look_again.start()

    # ---- what is shown

    def show_now(self, now: Now) -> None:
        """This is on the parent's screen."""
        self._now = now
        item = self._rules.item(now)
        backstage = self._backstage.items[now.item] if item is not None else None
        clip = item if isinstance(item, ShownClip) else None
        self._state.setText(_state(now))
        self._ask.setText(backstage.question if backstage is not None else "")
        self._notes.setText(backstage.notes if backstage is not None else "")
        self._ask_head.setVisible(bool(self._ask.text()))
        self._notes_head.setVisible(bool(self._notes.text()))
        words = _joined(clip.words, clip.baby_says) if clip is not None else ""
        shown = bool(self._rules.visible(now).words)
        waiting = self._rules.can_reveal(now)
        head = tr("Words, hidden until you show them") if waiting else tr("Words on the screen") if shown else ""
        self._words_head.setText(head if words else "")
        self._words.setText(words if head else "")
        self._reveal.setVisible(bool(words) and (waiting or now.revealed))
        say_on(self._reveal, tr("Show words") if waiting else tr("Hide words"), "W")
        self._show_next(now)
        self._look()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """The time marks so far."""
        places = {item.id: place for place, item in enumerate(self._show.items)}
        told = []
        for remark in remarks:
            sign = "♥" if remark.kind is RemarkKind.HEART else "•"
            told.append(f"{sign} {_minutes(remark.since_start)}, {self._title(places.get(remark.item, 0))}")
        self._marks.setText("\n".join(told[-6:]))

    def show_trouble(self, words: str) -> None:
        """What went wrong; it stays."""
        self._trouble.setText(words)
        self._trouble.show()

    def let_go(self) -> None:
        """Vanish at once."""
        self._look_again.stop()
        self.hide()

    # ---- inside

    def _title(self, place: int) -> str:
        item, backstage = self._show.items[place], self._backstage.items[place]
        if isinstance(item, ShownClip):
            number = sum(isinstance(each, ShownClip) for each in self._show.items[: place + 1])
            return backstage.title or tr("Clip {n}", n=number)
        return page_title(item.kind)

    def _show_next(self, now: Now) -> None:
        first = min(now.item, max(0, len(self._show.items) - _AHEAD))
        for place, cell in enumerate(self._cells):
            at = first + place
            if at >= len(self._show.items):
                cell.hide()
                continue
            cell.show()
            note = tr("now") if at == now.item else tr("next") if at == now.item + 1 else ""
            if self._backstage.items[at].closing:
                note = tr("closing clip") if not note else f"{note}, {tr('closing clip')}"
            item = self._show.items[at]
            cell.show_item(item, self._films.still(item), self._title(at), note, here=at == now.item)

    def _still_came(self, _id: str) -> None:
        if self._now is not None:
            self._show_next(self._now)

    def _look(self) -> None:
        now = datetime.datetime.now()
        minutes = int((now - self._begun).total_seconds() // 60)
        self._clock.setText(tr("{time}, {minutes} min since the start", time=now.strftime("%H:%M"), minutes=minutes))
        self._small.show_image(self._picture())

    def _lay(self, day: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 12)
        head.setSpacing(14)
        head.addWidget(label(self._backstage.family, "plain", 15, QFont.Weight.DemiBold))
        head.addWidget(label(day, "dim", 14))
        head.addStretch(1)
        head.addWidget(label(tr("Second screen, not mirrored"), "accent", 12))
        head.addWidget(self._clock)
        left = QVBoxLayout()
        left.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(label(tr("On the screen now"), "dim", 12))
        top.addStretch(1)
        top.addWidget(self._state)
        left.addLayout(top)
        left.addWidget(self._small, 1)
        left.addSpacing(8)
        left.addWidget(self._words_head)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(row)
        right = QVBoxLayout()
        right.setSpacing(6)
        self._goal.setText(tr("Goal: “{goal}”", goal=self._backstage.goal) if self._backstage.goal else "")
        marks_head = label(tr("What they say. The words are added afterwards, together."), "dim", 12)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(button("bookmark-simple", tr("Mark what is said"), "T", lambda: self.act.emit(Note.SAID)))
        keys.addWidget(button("heart", tr("Heart"), "H", lambda: self.act.emit(Note.HEART)))
        keys.addStretch(1)
        for part in (self._ask_head, self._ask, self._notes_head, self._notes, self._goal, marks_head, self._marks):
            if part in (self._notes_head, marks_head):
                right.addSpacing(14)
            right.addWidget(part)
        right.addLayout(keys)
        right.addSpacing(8)
        right.addWidget(self._trouble)
        right.addStretch(1)
        main = QHBoxLayout()
        main.setContentsMargins(24, 16, 24, 12)
        main.setSpacing(40)
        main.addLayout(left, 55)
        main.addLayout(right, 45)
        self._next.setSpacing(16)
        art = ConceptArt(self._show.pictures)
        self._cells = [ItemCell(art) for _ in range(_AHEAD)]
        for cell in self._cells:
            self._next.addWidget(cell, 1)
        self._next.addWidget(_keys_told())
        foot = QFrame()
        foot.setObjectName("foot")
        inside = QHBoxLayout(foot)
        inside.setContentsMargins(24, 10, 24, 10)
        inside.addLayout(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addLayout(main, 1)
        column.addWidget(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if self._now is not None and self._now.stopped and asks_for_pin(event):
            self.unlock_wanted.emit(event.text())
            return
        what: Meaning | None = meaning(event)
        if what is not None:
            self.act.emit(what)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # it goes with the visit, or with its screen


def _state(now: Now) -> str:
    if now.stopped:
        return tr("stopped")
    if now.picture:
        return tr("picture")
    return {
        Phase.PAGE: "",
        Phase.STILL: tr("before it plays"),
        Phase.PLAYING: tr("plays slowly") if now.slower else tr("plays"),
        Phase.PAUSED: tr("paused"),
        Phase.WAITING: tr("waits for you"),
        Phase.ENDED: tr("has ended"),
    }[now.phase]


def _joined(*parts: Lines) -> str:
    # each language in its own direction, whatever stands above it
    return "\n".join(f"\u2068{text}\u2069" for lines in parts for text in texts_of(lines))


def _minutes(since: int) -> str:
    minutes, seconds = divmod(since // SECOND, 60)
    return f"{minutes}:{seconds:02d}"


def _keys_told() -> QLabel:
    told = [tr("Page Down: on"), tr("Page Up: back"), tr("B: stop"), tr("T, H: mark, heart")]
    return label("\n".join(told), "dim", 12)
