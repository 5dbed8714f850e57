"""The middle of the room: one clip as it will be shown, its transport, and its strip."""

from __future__ import annotations

import time

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from vfi.core.clip_edits import within
from vfi.core.clock import FilmClock
from vfi.core.deck import Clip, Deck, Showing
from vfi.core.errors import VfiError
from vfi.core.slots import filled
from vfi.core.time import SECOND, clock_text
from vfi.desk.decks import DeckFilm
from vfi.ui.errors import words_of
from vfi.ui.feedback.clip_view import ClipView
from vfi.ui.feedback.keys import Do, KeyTable
from vfi.ui.feedback.trim_strip import TrimStrip
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.lines import Glyph, Note
from vfi.ui.kit.texts import Elided, Text
from vfi.ui.theme import Theme
from vfi.words import tr


class Editor(QWidget):
    """Shows one clip. Buttons give the same commands as keys (`asked`)."""

    asked = Signal(object)
    """A `Do`."""
    film_wanted = Signal()
    """The film is not there: look for it."""

    def __init__(self, theme: Theme, view: ClipView, keys: KeyTable, parent_name: str) -> None:
        """`parent_name`: what the team calls who will watch, for the line under the picture."""
        super().__init__()
        self._theme = theme
        self._keys = keys
        self._parent_name = parent_name
        self._last: tuple[Do | None, float] = (None, 0.0)
        self.view = view
        self.strip = TrimStrip(theme)
        self._eye = Glyph(theme, "eye", 15, "text2")
        self._as_seen = Elided(theme, "", "small", tone="text2")
        self._times = _Times(theme)
        self.play = _PlayButton(theme)
        self.play.clicked.connect(lambda _on=False: self._pressed(Do.PLAY))
        self._back = self._step("caret-left", tr("One frame back"), Do.FRAME_BACK)
        self._on = self._step("caret-right", tr("One frame on"), Do.FRAME_ON)
        self.slow = self._tool(tr("Slow"), "gauge", Do.SLOW)
        self.wait = self._tool(tr("Wait here"), "pause", Do.WAIT)
        self.crop = self._tool(tr("Crop"), "crop", Do.CROP)
        self.trouble = Note(theme, "", "warning", action=tr("Look for it"), on_action=self.film_wanted.emit)
        self.trouble.hide()
        self._tools = QWidget()
        self._second_row = QHBoxLayout()
        self._folded = False
        self._compose()
        self.show_playing(False, False)

    def _step(self, icon: str, name: str, do: Do) -> IconButton:
        button = IconButton(self._theme, icon, name, key=self._keys.shown(do), size=28, icon_size=20)
        button.setAutoRepeat(True)
        button.clicked.connect(lambda _on=False: self.asked.emit(do))
        return button

    def _tool(self, words: str, icon: str, do: Do) -> Button:
        button = Button(self._theme, words, icon=icon, key=self._keys.shown(do), dense=True)
        button.clicked.connect(lambda _on=False: self._pressed(do))
        return button

    def _pressed(self, do: Do) -> None:
        """A double click is one press: these buttons would take back with the second what the first did."""
        before, self._last = self._last, (do, time.monotonic())
        if before[0] is do and self._last[1] - before[1] < QApplication.doubleClickInterval() / 1000:
            return
        self.asked.emit(do)

    def _compose(self) -> None:
        seen = QHBoxLayout()
        seen.setContentsMargins(0, 0, 0, 0)
        seen.setSpacing(6)
        seen.addWidget(self._eye)
        seen.addWidget(self._as_seen, 1)
        transport = QWidget()
        # film time does not mirror, whatever the language
        transport.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(transport)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._times, 1)
        row.addWidget(self._back)
        row.addWidget(self.play)
        row.addWidget(self._on)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(4, 0, 0, 0)
        tools.setSpacing(4)
        for tool in (self.slow, self.wait, self.crop):
            tools.addWidget(tool)
        row.addWidget(self._tools)
        self._row = row
        self._second_row.setContentsMargins(0, 0, 0, 0)
        self._second_row.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(self.trouble)
        column.addWidget(self.view, 1)
        column.addLayout(seen)
        column.addWidget(transport)
        column.addLayout(self._second_row)
        column.addWidget(self.strip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fold()

    def _fold(self) -> None:
        """What is done to the clip goes to a row of its own where large letters leave no room beside the times."""
        beside = (self._times, self._back, self.play, self._on, self._tools)
        needed = sum(part.sizeHint().width() for part in beside) + self._row.spacing() * (len(beside) - 1)
        margins = self._column.contentsMargins()
        folded = needed > self.width() - margins.left() - margins.right()
        if folded != self._folded:
            self._folded = folded
            old, new = (self._row, self._second_row) if folded else (self._second_row, self._row)
            old.removeWidget(self._tools)
            new.addWidget(self._tools)

    # ---- what is shown

    def show_clip(self, clip: Clip, deck: Deck, clock: FilmClock | None, *, words_on: bool) -> None:
        """Show this clip; without a clock (the film is not there) its times alone."""
        self._times.show_clip(clip)
        self.view.set_crop(clip.crop)
        self.strip.show_clip(clip, clock)
        texts, hidden = words_in_band(clip, deck, words_on=words_on)
        self.view.set_words(texts, hidden)
        self._as_seen.setText(self._seen_words(clip, texts))
        for button in (self.slow, self.wait, self.crop, self._back, self._on, self.play):
            button.setEnabled(clock is not None)

    def _seen_words(self, clip: Clip, texts: tuple[str, ...]) -> str:
        shown = tr("words shown") if texts else tr("words hidden")
        if clip.showing is Showing.NEVER or not clip.words:
            shown = tr("without words")
        key = self._keys.shown(Do.WORDS)
        words = (
            tr("As {name} will see it, {words}", name=self._parent_name, words=shown)
            if self._parent_name
            else tr("As the parent will see it, {words}", words=shown)
        )
        return f"{words}  ({key})" if clip.words and clip.showing is Showing.ON_KEY else words

    def show_playing(self, playing: bool, waiting: bool) -> None:
        """What the play button does next."""
        name = tr("Go on") if waiting else tr("Pause") if playing else tr("Play as it will be shown")
        self.play.show_state("play-fill" if waiting or not playing else "pause-fill", name, self._keys.shown(Do.PLAY))

    def show_trouble(self, words: str) -> None:
        """Why the film cannot be shown; empty: it can."""
        self.trouble.text.setText(words)
        self.trouble.setVisible(bool(words))


def words_in_band(clip: Clip, deck: Deck, *, words_on: bool) -> tuple[tuple[str, ...], str]:
    """The words in each language as the parent reads them, and else why there are none now."""
    if deck.text_free:
        return (), tr("No text in this deck")
    shown: list[str] = []
    for language in deck.languages:
        parts = []
        for wording, showing in ((clip.words, clip.showing), (clip.baby_says, clip.baby_showing)):
            if showing is Showing.ALWAYS or (showing is Showing.ON_KEY and words_on):
                parts.append(filled(wording.text(language).strip(), deck, language))
        text = " ".join(part for part in parts if part)
        if text:
            shown.append(text)
    if shown:
        return tuple(shown), ""
    if not clip.words and not clip.baby_says:
        return (), ""
    if clip.showing is Showing.ON_KEY:
        return (), tr("Words come when you press the key")
    return (), ""


def trouble_words(clip: Clip, found: DeckFilm | VfiError | None) -> str:
    """Why the clip cannot be shown, or not all of it; empty when all is well, or is not known yet."""
    if found is None:
        return ""
    if isinstance(found, VfiError):
        return words_of(found)
    if within(clip, found.clock) is None:
        return tr("The film has nothing of this clip: it ends before the clip begins.")
    if within(clip, found.clock) is not clip:
        return tr("This clip is longer than its film; what the film has of it is shown.")
    return ""


class _Times(QWidget):
    """`0:01:15.549 to 0:01:26.420 10.871 s`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._start = Text(theme, "", "strong", "semibold")
        self._end = Text(theme, "", "strong", "semibold")
        self._to = Text(theme, tr("to"), "small", tone="text2")
        self._length = Elided(theme, "", "small", tone="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for part in (self._start, self._to, self._end):
            row.addWidget(part)
        row.addSpacing(3)
        row.addWidget(self._length, 1)

    def show_clip(self, clip: Clip) -> None:
        self._start.setText(clock_text(clip.start))
        self._end.setText(clock_text(clip.end))
        length = clip.end - clip.start
        seconds = f"{length // SECOND}.{length // 1_000_000 % 1000:03d}"
        self._length.setText(tr("{seconds} s", seconds=seconds))
        self.setAccessibleName(tr("From {start} to {end}", start=clock_text(clip.start), end=clock_text(clip.end)))


class _PlayButton(QToolButton):
    """Dark on light, light on dark: what one looks for first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._glyph = "play-fill"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedSize(QSize(self._theme.px(38), self._theme.px(32)))
        self.update()

    def show_state(self, glyph: str, name: str, key: str) -> None:
        self._glyph = glyph
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  ({key})" if key else name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        tone = "disabled" if not self.isEnabled() else "text2" if self.isDown() or self.underMouse() else "text"
        painter.setBrush(theme.colour(tone))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        side = theme.px(18)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw_glyph(painter, box, self._glyph, theme.colour("panel"))
