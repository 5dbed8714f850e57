"""Prepare visit: in the office, the right family is looked at and a PIN set; the next start opens this deck alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from vfi.core.errors import BadInput, VfiError
from vfi.core.ports import SoundOut
from vfi.core.rules import Said
from vfi.core.showing import Show, ShownClip
from vfi.desk.decks import DeckDesk
from vfi.desk.opening_decks import OpenedDeck, deck_file, open_for_visit
from vfi.qt.captions import SideBySide
from vfi.qt.sound import qt_sound_out
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import CheckRow, Field, FormRows
from vfi.ui.kit.lines import Note
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.ui.visit.holding import HeldVisit
from vfi.ui.visit.kept import KeptVisit, ReadyVisit
from vfi.ui.visit.pins import MOST, Lock, Pin, new_pin
from vfi.ui.visit.screens import QtScreens
from vfi.ui.visit.start import family_question
from vfi.ui.workplace import Workplace
from vfi.words import sentence, tr, tr_n
from vfi.words.saying import say

_STILL = QSize(272, 153)


@dataclass(frozen=True, slots=True)
class _Looked:
    """The deck as it would be shown today."""

    opened: OpenedDeck
    still: QImage | None


class PrepareVisit(Sheet):
    """Everything that could go wrong in front of the family is asked and said here."""

    made_ready = Signal()
    """The next start opens the deck alone."""
    show_now = Signal(object)
    """`ReadyVisit`: it was made ready, and is to be held at once."""

    def __init__(
        self, theme: Theme, host: QWidget, desk: DeckDesk, jobs: Jobs, *, who: str, kept: KeptVisit | None = None
    ) -> None:
        super().__init__(theme, host, tr("Prepare visit"), desk.deck.title or desk.session.case_id)
        self._desk = desk
        self._who = who
        self._kept = kept or KeptVisit()
        self._ok = False
        self._still = QLabel()
        self._still.setFixedSize(_STILL)
        self._still.setAccessibleName(tr("A picture of the film"))
        self.question = Text(theme, tr("The film is looked at …"), "title", "semibold", wrap=True)
        self.right = CheckRow(theme, tr("Yes, this is the family that I am going to see"))
        self.right.setEnabled(False)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(6)
        self.pin = _pin_field(theme, tr("PIN, four to eight digits"))
        self.again = _pin_field(theme, tr("The same PIN again"))
        beside = QVBoxLayout()
        beside.setSpacing(10)
        beside.addWidget(self.question)
        beside.addWidget(self.right)
        beside.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._still, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        form = FormRows(theme, 120)
        form.add(tr("PIN"), self.pin)
        form.add(tr("PIN again"), self.again)
        explained = tr(
            "From the next start on, vfi opens this deck and nothing else. Your rooms open again with the PIN, "
            "at the end of the visit."
        )
        self.body.addLayout(top)
        self.body.addLayout(self._notes)
        self.body.addWidget(Text(theme, explained, tone="text2", wrap=True))
        self.body.addWidget(form)
        self._show_kept()
        self.now_button = Button(theme, tr("Show it now"), on_click=lambda: self._make_ready(at_once=True))
        self.button = Button(theme, tr("Make ready"), "first", icon="lock-key", on_click=self._make_ready)
        self.foot.addStretch(1)
        self.foot.addWidget(self.now_button)
        self.foot.addWidget(self.button)
        self.right.toggled.connect(lambda _on: self._refresh())
        self._refresh()
        path = deck_file(desk)
        self._job = jobs.start(lambda handle: _look(path, handle), done=self._looked, failed=self._refused)
        self.closed.connect(self._job.cancel)

    def accept(self) -> None:
        """Enter."""
        if self.button.isEnabled():
            self._make_ready()

    # ---- what was found

    def _looked(self, looked: _Looked) -> None:
        self._ok = True
        prepared = looked.opened.prepared
        self.question.setText(family_question(prepared.backstage))
        if looked.still is not None:
            ratio = self.devicePixelRatioF()
            picture = QPixmap.fromImage(looked.still).scaled(
                _STILL * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(ratio)
            self._still.setPixmap(picture)
        names = {table.language: table.name for table in prepared.texts}
        for said in (*self._desk.remarks(), *prepared.reminders):
            language = said.values.get("language")
            known = {"language": names[str(language)]} if language in names else {}
            self._note(say(Said(said.id, {**said.values, **known})))
        left_out = len(prepared.left_out)
        if left_out:
            self._note(
                tr_n(
                    "{n} clip is left out: what was coded there is not for parents.",
                    "{n} clips are left out: what was coded there is not for parents.",
                    left_out,
                )
            )
        missing = unwritable(prepared.show)
        if missing:
            self._note(sentence(BadInput("words-without-letters", characters=missing)))
        self.right.setEnabled(True)
        self._refresh()
        self.right.setFocus(Qt.FocusReason.OtherFocusReason)
        self.relay()

    def _refused(self, error: VfiError | Exception) -> None:
        self.question.setText(tr("This deck cannot be shown today."))
        self._notes.addWidget(Note(self.theme, words_of(error), "danger", strong=True))
        self.relay()

    def _note(self, words: str) -> None:
        self._notes.addWidget(Note(self.theme, words, "warning"))

    def _show_kept(self) -> None:
        """A visit is waiting already."""
        try:
            ready = self._kept.read()
        except VfiError as error:
            self._note(sentence(error))
            return
        if ready is None:
            return
        words = tr("A visit is made ready: the next start of vfi opens it. Making this one ready takes its place.")
        note = Note(self.theme, words, "accent", action=tr("Take it back"), on_action=lambda: self._take_back(note))
        self._notes.addWidget(note)

    def _take_back(self, note: QWidget) -> None:
        try:
            self._kept.clear()
        except VfiError as error:
            self._note(sentence(error))
            return
        note.hide()
        self.relay()

    # ---- making it ready

    def _refresh(self) -> None:
        able = self._ok and self.right.isChecked()
        self.button.setEnabled(able)
        self.now_button.setEnabled(able)

    def _make_ready(self, *, at_once: bool = False) -> None:
        try:
            if self.pin.text() != self.again.text():
                raise BadInput("pins-differ")
            ready = ReadyVisit(deck=deck_file(self._desk), pin=new_pin(self.pin.text()), who=self._who)
        except VfiError as error:
            field = self.again if error.id == "pins-differ" else self.pin
            field.set_error(sentence(error))
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.relay()
            return
        try:
            self._kept.keep(ready)
        except VfiError as error:
            self._notes.addWidget(Note(self.theme, sentence(error), "danger"))
            self.relay()
            return
        self.close_sheet()
        if at_once:
            self.show_now.emit(ready)
        else:
            self.made_ready.emit()


def unwritable(show: Show) -> str:
    """Characters of the family's words that no font of this machine has."""
    lines = []
    for item in show.items:
        if isinstance(item, ShownClip):
            lines += [item.question, item.words, item.baby_says]
        else:
            lines += item.lines
    texts = {line.text for each in lines for line in each if line.text}
    missing = [character for text in sorted(texts) for character in SideBySide((text,), 2000, 28).missing]
    return " ".join(dict.fromkeys(missing))


def _look(path: Path, handle: Handle) -> _Looked:
    from vfi.ui.present.films import stills

    opened = open_for_visit(path)
    clip = opened.prepared.show.items[opened.first_clip]
    assert isinstance(clip, ShownClip)
    wanted = [(clip.id, clip.film, clip.still, clip.crop)]
    size = 2 * _STILL.width(), 2 * _STILL.height()
    found = dict(stills(opened.prepared.films, wanted, size, handle.cancelled, opened.hidden))
    return _Looked(opened, found.get(clip.id))


def _pin_field(theme: Theme, name: str) -> Field:
    field = Field(theme, name, placeholder=tr("digits"))
    field.edit.setMaxLength(MOST)
    field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
    field.edit.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
    return field


class VisitFlow(QObject):
    """Prepare visit in the window: the sheet, then leaving vfi or showing it at once."""

    def __init__(
        self,
        place: Workplace,
        kept: KeptVisit | None = None,
        *,
        sound_out: Callable[[], SoundOut | None] = qt_sound_out,
    ) -> None:
        super().__init__(place)
        self._place = place
        self._kept = kept or KeptVisit()
        self._sound_out = sound_out
        self.held: HeldVisit | None = None
        """The visit that is shown from this window now."""

    def prepare(self, desk: DeckDesk) -> None:
        """Ask and check everything for this deck."""
        place = self._place
        sheet = PrepareVisit(place.theme, place.window.page, desk, place.jobs, who=place.coder, kept=self._kept)
        if place.show(sheet):
            sheet.made_ready.connect(self._made_ready)
            sheet.show_now.connect(self._show_now)

    def _made_ready(self) -> None:
        self._place.done(
            tr("The visit is ready. The next start of vfi opens this deck alone."),
            tr("Leave vfi"),
            self._place.window.close,
        )

    def _show_now(self, ready: ReadyVisit) -> None:
        self.hold(ready.deck, ready.pin)

    def hold(self, deck: Path, pin: Pin, *, begin: Callable[[HeldVisit], object] = HeldVisit.begin) -> HeldVisit | None:
        """The window goes away and comes back with the PIN."""
        app, place = QApplication.instance(), self._place
        if self.held is not None or not isinstance(app, QApplication):
            return self.held
        held = HeldVisit(
            deck,
            Lock(pin),
            who=place.coder,
            screens=QtScreens(app, self),
            jobs=place.jobs,
            sound_out=self._sound_out,
            fade_ms=place.theme.ms("parentPage"),
            parent=self,
        )
        self.held = held
        held.ended.connect(self._ended)
        begin(held)
        place.window.hide()
        return held

    def _ended(self) -> None:
        self.held = None
        self._place.window.show()
        try:
            self._kept.clear()
        except VfiError as error:
            self._place.say(error)
