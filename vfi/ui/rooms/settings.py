"""The few settings: look, language, size of text, where the library is, who codes here, and the keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.media.budget import default_budget, machine_memory
from vfi.ui.commands import Command, Commands, shown_key
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Choice, Field, FormRows, Segments, Switch
from vfi.ui.kit.marks import keycap_width, paint_keycap
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Elided, Text, isolated
from vfi.ui.rooms.listing import RowList, RowState, paint_ground
from vfi.ui.settings import LANGUAGES, SCALES, SettingsFile
from vfi.ui.theme import Theme
from vfi.words import tr

_MEMORIES = (256, 512, 1024, 2048)
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})


class KeyList(RowList[Command]):
    """Every command with its key; a row that was entered takes the next key pressed."""

    key_given = Signal(str, str)

    def __init__(self, theme: Theme, commands: Commands) -> None:
        super().__init__(
            theme,
            tr("Keys"),
            words=lambda command: f"{command.text}, {shown_key(commands.key_of(command.id)) or tr('no key')}",
            paint=self._paint,
            height=lambda _command: theme.px(30),
        )
        self._commands = commands
        self._listening = ""
        self.opened.connect(self._listen)
        self.show_rows(list(commands.all()), 0)

    def _listen(self, row: int) -> None:
        self._listening = self.rows[row].id
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._listening:
            super().keyPressEvent(event)
            return
        if event.key() in _MODIFIERS:
            return
        id, self._listening = self._listening, ""
        if event.key() == Qt.Key.Key_Escape:
            self.refresh()
            return
        key = ""
        if event.key() not in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            key = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        self.key_given.emit(id, key)
        self.refresh()

    def _paint(self, painter: QPainter, rect: QRectF, command: Command, state: RowState) -> None:
        theme = self.theme
        paint_ground(painter, rect, state, theme, 6)
        inner = rect.adjusted(10, 0, -10, 0)
        align = Qt.AlignmentFlag.AlignVCenter
        start = Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text"))
        painter.drawText(inner, int(start | align), command.text)
        if command.id == self._listening:
            painter.setPen(theme.colour("accent"))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | align), tr("Press the key; Backspace for none"))
            return
        key = shown_key(self._commands.key_of(command.id))
        if key:
            width, height = keycap_width(theme, key), theme.size("keycap")
            left = inner.left() if state.mirrored else inner.right() - width
            paint_keycap(painter, QRectF(left, rect.center().y() - height / 2, width, height), key, theme)


class SettingsSheet(Sheet):
    """Everything takes effect at once; language when vfi starts again."""

    folder_wanted = Signal()
    film_changed = Signal()
    """Something that films go by was chosen, and holds at once."""

    def __init__(self, theme: Theme, host: QWidget, settings: SettingsFile, commands: Commands, library: Path) -> None:
        super().__init__(theme, host, tr("Settings"), width=640)
        self._settings = settings
        self._commands = commands
        now = settings.now
        self.look = Segments(
            theme,
            tr("Look"),
            (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))),
            now.theme,
        )
        self.look.picked.connect(self._choose_look)
        self.scale = Segments(
            theme,
            tr("Size of text"),
            tuple((str(scale), f"{round(100 * scale)} %") for scale in SCALES),
            str(now.text_scale) if now.text_scale in SCALES else "1.0",
        )
        self.scale.picked.connect(self._choose_scale)
        self.language = Choice(theme, tr("Language"), LANGUAGES)
        self.language.set_value(now.language)
        self.language.picked.connect(self._choose_language)
        self.folder = Elided(theme, isolated(str(library)), tone="text2")
        folder = QWidget()
        beside = QHBoxLayout(folder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.folder, 1)
        beside.addWidget(Button(theme, tr("Use another folder"), dense=True, on_click=self.folder_wanted.emit))
        self.coders = Field(theme, tr("Who codes here"), text=", ".join(now.coders))
        self.coders.edit.setPlaceholderText(tr("names, with a comma between them"))
        self.coders.edit.editingFinished.connect(self._choose_coders)
        memories = _memories()
        chosen = str(now.picture_memory) if str(now.picture_memory) in dict(memories) else "0"
        self.memory = Choice(theme, tr("Memory for pictures"), memories)
        self.memory.set_value(chosen)
        self.memory.picked.connect(self._choose_memory)
        self.step_sound = Switch(theme, tr("Sound at each step"), on=now.step_sound)
        self.step_sound.toggled.connect(self._choose_step_sound)
        self.keys = KeyList(theme, commands)
        self.keys.setFixedHeight(theme.px(180))
        self.keys.key_given.connect(self._give_key)
        rows = FormRows(theme, 140)
        rows.add(tr("Look"), self.look)
        rows.add(tr("Size of text"), self.scale)
        rows.add(tr("Language"), self.language)
        rows.add(tr("Library"), folder)
        rows.add(tr("Who codes here"), self.coders)
        more = tr("More makes going back smoother in large films; less leaves more to other programs.")
        rows.add(tr("Memory for pictures"), _explained(theme, self.memory, more))
        heard = tr("At each step with the arrow keys, the moment of sound that belongs to the picture is heard.")
        rows.add(tr("Sound at each step"), _beside(theme, self.step_sound, heard))
        keys = QVBoxLayout()
        keys.setSpacing(4)
        keys.addWidget(Text(theme, tr("Keys"), weight="semibold"))
        keys.addWidget(
            Text(
                theme,
                tr("Enter on a command, then its new key. Codes have their keys in the scheme."),
                "small",
                tone="text2",
                wrap=True,
            )
        )
        keys.addWidget(self.keys)
        self.body.addWidget(rows)
        self.body.addLayout(keys)
        self.said = Text(theme, tr("Kept at once."), "small", tone="text2", wrap=True)
        self.foot.addWidget(self.said, 1)
        self.foot.addWidget(Button(theme, tr("Done"), "first", on_click=self.dismiss))

    def _choose_look(self, value: str) -> None:
        self._settings.change(theme=value)
        self.theme.choose(value)  # type: ignore[arg-type]

    def _choose_scale(self, value: str) -> None:
        self._settings.change(text_scale=float(value))
        self.theme.set_scale(float(value))

    def _choose_language(self, value: str) -> None:
        self._settings.change(language=value)
        self.said.setText(tr("The language changes when vfi starts again."))

    def _choose_coders(self) -> None:
        names = tuple(dict.fromkeys(name.strip() for name in self.coders.text().split(",") if name.strip()))
        self._settings.change(coders=names)

    def _choose_memory(self, value: str) -> None:
        self._settings.change(picture_memory=int(value))
        self.film_changed.emit()

    def _choose_step_sound(self, on: bool) -> None:
        self._settings.change(step_sound=on)
        self.film_changed.emit()

    def _give_key(self, id: str, key: str) -> None:
        taken = self._commands.set_key(id, key)
        self._settings.change(keys=self._commands.chosen)
        if taken:
            lost = self._commands.get(taken).text
            self.said.setText(tr("“{command}” had this key and has none now.", command=lost))
        else:
            self.said.setText(tr("Kept at once."))


def _memories() -> tuple[tuple[str, str], ...]:
    """What can be chosen (MB): never more than half of what this machine has."""
    most = (machine_memory() or 1 << 33) >> 21
    automatic = tr("Automatic, {n} MB", n=default_budget() >> 20)
    return (("0", automatic), *((str(size), tr("{n} MB", n=size)) for size in _MEMORIES if size <= most))


def _explained(theme: Theme, field: QWidget, words: str) -> QWidget:
    """A field with a sentence below it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(4)
    column.addWidget(field)
    column.addWidget(Text(theme, words, "small", tone="text2", wrap=True))
    return both


def _beside(theme: Theme, switch: Switch, words: str) -> QWidget:
    """A switch with a sentence after it."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 7, 0, 0)
    row.setSpacing(10)
    row.addWidget(switch, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(theme, words, "small", tone="text2", wrap=True), 1)
    return both
