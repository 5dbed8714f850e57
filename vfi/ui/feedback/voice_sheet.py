"""The sheet for an interpreter's voice: who speaks, and a recording made here or attached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from vfi.core.errors import VfiError
from vfi.desk.decks import DeckDesk
from vfi.desk.voices import attach_voice, keep_voice
from vfi.qt.recording import LONGEST_SECONDS, Recorder, has_microphone
from vfi.ui.ask import Where
from vfi.ui.errors import words_of
from vfi.ui.jobs import Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Field, FormRows
from vfi.ui.kit.lines import Note
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr

_SOUNDS = "*.wav *.mp3 *.m4a *.ogg *.opus *.flac *.aac"


def ask_sound(parent: QWidget) -> Path | None:
    """A recording to attach."""
    kinds = f"{tr('Sound')} ({_SOUNDS} {_SOUNDS.upper()});;{tr('All files')} (*)"
    start = str(Where.SOUNDS.folder())
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Choose a recording"), start, kinds)
    return Where.SOUNDS.chosen(chosen)


class VoiceSheet(Sheet):
    """What was spoken is kept beside the deck at once."""

    kept = Signal(str, str)
    """The file's name, and who speaks."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        desk: DeckDesk,
        which: str,
        language: str,
        text: str,
        *,
        microphone: Callable[[], bool] = has_microphone,
    ) -> None:
        super().__init__(theme, host, tr("Interpreter’s voice"), width=560)
        self._jobs = jobs
        self._desk = desk
        self._which = which
        self._language = language
        self._recorder: Recorder | None = None
        self.by = Field(theme, tr("Who speaks?"), placeholder=tr("an initial is enough"))
        form = FormRows(theme, 110)
        form.add(tr("Who speaks?"), self.by)
        self._spoken = Text(theme, f"“{text}”", "title", wrap=True)
        self._trouble = Note(theme, "", "danger")
        self._trouble.hide()
        self._no_microphone = Note(
            theme, tr("No microphone was found. Record it with a telephone and attach the file."), "warning"
        )
        self.body.addWidget(self._spoken)
        self.body.addWidget(form)
        for note in (self._trouble, self._no_microphone):
            self.body.addWidget(note)
        can = microphone()
        self._no_microphone.setVisible(not can)
        self._time = Text(theme, "", tone="text2")
        self.record = Button(theme, tr("Record"), icon="microphone", on_click=self._record)
        self.record.setVisible(can)
        self.attach = Button(theme, tr("Attach a file"), "first", icon="paperclip", on_click=self._attach)
        self.foot.addWidget(self._time, 1)
        self.foot.addWidget(self.record)
        self.foot.addWidget(self.attach)
        self._tick = QTimer(self)
        self._tick.setInterval(200)
        self._tick.timeout.connect(self._show_time)

    # ---- a file

    def _attach(self) -> None:
        path = ask_sound(self)
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Attach this recording."""
        desk, which, language = self._desk, self._which, self._language
        self.attach.setEnabled(False)
        self._jobs.start(
            lambda _handle: attach_voice(desk, path, which, language), done=self._done, failed=self._failed
        )

    # ---- the microphone

    def _record(self) -> None:
        if self._recorder is not None:
            self._stop()
            return
        recorder = Recorder()
        if not recorder.start():
            self._no_microphone.show()
            self.relay()
            return
        self._recorder = recorder
        self.record.set_text(tr("Stop and keep it"))
        self.attach.setEnabled(False)
        self._tick.start()

    def _show_time(self) -> None:
        if self._recorder is not None:
            self._time.setText(tr("{seconds} s", seconds=f"{self._recorder.seconds:.0f}"))
            if self._recorder.seconds >= LONGEST_SECONDS:
                self._stop()

    def _stop(self) -> None:
        recorder, self._recorder = self._recorder, None
        self._tick.stop()
        self.record.set_text(tr("Record"))
        self.attach.setEnabled(True)
        data = recorder.stop() if recorder is not None else b""
        if not data:
            self._say(tr("Nothing was heard. Is the microphone switched on?"))
            return
        try:
            self._done(keep_voice(self._desk, data, self._which, self._language))
        except VfiError as error:
            self._failed(error)

    # ---- the end

    def _done(self, name: str) -> None:
        self.kept.emit(name, self.by.text().strip())
        self.close_sheet()

    def _failed(self, error: VfiError | Exception) -> None:
        self.attach.setEnabled(True)
        self._say(words_of(error))

    def _say(self, words: str) -> None:
        self._trouble.set(words, "danger")
        self._trouble.show()
        self.relay()

    def close_sheet(self) -> None:
        """What is being recorded and was not kept is gone."""
        self._tick.stop()
        if self._recorder is not None:
            self._recorder.stop()
            self._recorder = None
        super().close_sheet()
