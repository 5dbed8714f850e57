"""The few settings: look, language, size of text, where the library is, who codes here, and the keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.ui.commands import Command, Commands, shown_key
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Choice, Field, FormRows, Segments
from vfi.ui.kit.marks import keycap_width, paint_keycap
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Elided, Text
from vfi.ui.rooms.listing import RowList, RowState, paint_ground
from vfi.ui.settings import LANGUAGES, SCALES, SettingsFile
from vfi.ui.theme import Theme
from vfi.words import tr

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
        self.folder = Elided(theme, str(library), tone="text2")
        folder = QWidget()
        beside = QHBoxLayout(folder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.folder, 1)
        beside.addWidget(Button(theme, tr("Use another folder"), dense=True, on_click=self.folder_wanted.emit))
        self.coders = Field(theme, tr("Who codes here"), text=", ".join(now.coders))
        self.coders.edit.setPlaceholderText(tr("names, with a comma between them"))
        self.coders.edit.editingFinished.connect(self._choose_coders)
        self.keys = KeyList(theme, commands)
        self.keys.setFixedHeight(theme.px(180))
        self.keys.key_given.connect(self._give_key)
        rows = FormRows(theme, 120)
        rows.add(tr("Look"), self.look)
        rows.add(tr("Size of text"), self.scale)
        rows.add(tr("Language"), self.language)
        rows.add(tr("Library"), folder)
        rows.add(tr("Who codes here"), self.coders)
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

    def _give_key(self, id: str, key: str) -> None:
        taken = self._commands.set_key(id, key)
        self._settings.change(keys=self._commands.chosen)
        if taken:
            lost = self._commands.get(taken).text
            self.said.setText(tr("“{command}” had this key and has none now.", command=lost))
        else:
            self.said.setText(tr("Kept at once."))
