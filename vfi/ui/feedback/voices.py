"""Texts spoken by the interpreter: a slot for each text and language, to attach a recording, hear it, take it away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.deck import Wording
from vfi.ui.feedback.item_words import language_name
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.lines import Glyph
from vfi.ui.kit.texts import Elided
from vfi.ui.theme import Theme
from vfi.words import tr


class VoiceSlots(QWidget):
    """One row for each text that there is, in each language."""

    wanted = Signal(str, str)
    """Which text and language: attach or record."""
    removed = Signal(str, str)
    heard = Signal(str)
    """The file that should be heard."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._shown: object = None

    def show_texts(self, texts: tuple[tuple[str, str, Wording], ...], languages: tuple[str, ...]) -> None:
        """`texts`: which text it is, its name, and the text."""
        rows = [
            (which, language, name, dict(wording.voices).get(language))
            for which, name, wording in texts
            for language in languages
            if wording.text(language).strip()
        ]
        if rows == self._shown:
            return
        self._shown = rows
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not rows:
            self._column.addWidget(
                Elided(self._theme, tr("Write the words first, then they can be spoken."), "small", tone="text3")
            )
        for which, language, name, voice in rows:
            words = f"{name}, {language_name(language)}" if len(languages) > 1 else name
            self._column.addWidget(
                self._row(which, language, words, voice.by if voice else "", voice.file if voice else "")
            )

    def _row(self, which: str, language: str, name: str, by: str, file: str) -> QWidget:
        theme = self._theme
        frame = QFrame()
        frame.setProperty("role", "field")
        frame.setFixedHeight(theme.px(32))
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(Glyph(theme, "microphone", 15, "text" if file else "text3"))
        if not file:
            row.addWidget(Elided(theme, name, tone="text2"), 1)
            row.addWidget(Button(theme, tr("Attach"), "link", on_click=lambda: self.wanted.emit(which, language)))
            return frame
        row.addWidget(Elided(theme, tr("{name}: {who}", name=name, who=by or tr("recorded"))), 1)
        hear = IconButton(theme, "play", tr("Hear it"), size=24, icon_size=14, on_click=lambda: self.heard.emit(file))
        drop = IconButton(
            theme, "x", tr("Take it away"), size=24, icon_size=12, on_click=lambda: self.removed.emit(which, language)
        )
        row.addWidget(hear)
        row.addWidget(drop)
        return frame
