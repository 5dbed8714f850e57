"""Laying a camera on the session clock: by its sound, with a picture of how sure that is, by number, or by eye."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.errors import BadInput, VfiError
from vfi.core.time import SECOND, Ns, ns_of_seconds, seconds_text
from vfi.desk.cameras import Heard
from vfi.ui.cameras.offset_picture import OffsetPicture, shift_words
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Choice, Field
from vfi.ui.kit.lines import Note, NoteLevel, Progress
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text, rule
from vfi.ui.theme import Theme
from vfi.words import tr

Listen = Callable[[int, Handle], Heard]
"""Compare the sound of this camera with the first one's; for a worker thread."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A picture of a camera that somebody recognised."""

    camera: int
    frame: int
    words: str
    """When it is, as the person reads it."""


class OffsetSheet(Sheet):
    """Asks where a camera lies. It changes nothing itself: each way tells what was chosen."""

    heard = Signal(int, object)
    """Camera and `Heard`: lay it as it was heard."""
    numbered = Signal(int, object)
    """Camera and `Ns`: lay it with this offset."""
    marked = Signal(object)
    """`Moment`: remember this picture until the same moment is found in another camera."""
    same = Signal(object, object)
    """Two `Moment`s that are one."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        names: Sequence[str],
        offsets: Sequence[Ns],
        listen: Listen,
        *,
        now: Moment | None = None,
        before: Moment | None = None,
        camera: int = 1,
    ) -> None:
        """`names`, `offsets`: of every camera; the first is the one that is coded and stays where it is.

        `camera`: the one that is meant at first.

        `now`: the picture on the screen, of the camera that leads. `before`: one that was marked earlier.
        """
        super().__init__(theme, host, tr("Cameras on one clock"), width=680)
        self._jobs = jobs
        self._names = tuple(names)
        self._offsets = tuple(offsets)
        self._listen = listen
        self._now, self._before = now, before
        self._job: Job | None = None
        self._result: Heard | None = None
        self._number_now = ""
        self.camera = Choice(
            theme, tr("Camera"), [(str(number), name) for number, name in enumerate(names) if number > 0]
        )
        self.camera.set_value(str(max(1, camera)))
        self.camera.currentIndexChanged.connect(lambda _at: self._begin())
        self.picture = OffsetPicture(theme)
        self.progress = Progress(theme, tr("Listening to both films"))
        self.progress.cancelled.connect(self._stop)
        self._said = Text(theme, "", "small", tone="text2", wrap=True)
        self.verdict = Note(theme, "", "accent")
        self.verdict.hide()
        self._fill()
        self.closed.connect(self._stop)
        self._begin()

    # ---- making the page

    def _fill(self) -> None:
        theme = self.theme
        if len(self._names) > 2:
            self.body.addWidget(self.camera)
        self.body.addWidget(self._said)
        self.body.addWidget(self.picture)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.verdict)
        self.body.addWidget(rule())
        self.number = Field(theme, tr("Begins at, in seconds of the session"))
        set_it = Button(theme, tr("Lay it there"), on_click=self._take_number)
        self.body.addLayout(self._row(tr("By number: where it begins, in seconds of the session"), self.number, set_it))
        words, act = self._by_eye()
        self.eye = Button(theme, words, on_click=act)
        self.eye.setEnabled(self._now is not None)
        self.body.addLayout(
            self._row(tr("By eye"), Text(theme, self._eye_note(), "small", tone="text2", wrap=True), self.eye)
        )
        self.foot.addStretch(1)
        self.take = Button(theme, tr("Lay it as it was heard"), "first", on_click=self._take_heard)
        self.foot.addWidget(self.take)

    def _row(self, words: str, field: QWidget, button: Button) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(field, 1)
        row.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Text(self.theme, words, "caption", "medium", "text3"))
        column.addLayout(row)
        return column

    def _by_eye(self) -> tuple[str, Callable[[], None]]:
        now, before = self._now, self._before
        if now is not None and before is not None and before.camera != now.camera:
            return tr("This picture is the same moment"), lambda: self._leave(lambda: self.same.emit(before, now))
        return tr("Mark this picture"), lambda: self._leave(lambda: self.marked.emit(now))

    def _eye_note(self) -> str:
        now, before = self._now, self._before
        if now is None:
            return tr("There is no picture on the screen.")
        if before is not None and before.camera != now.camera:
            return tr(
                "Marked: {before} of “{camera}”. On the screen: {now} of “{other}”.",
                before=before.words,
                camera=self._names[before.camera],
                now=now.words,
                other=self._names[now.camera],
            )
        return tr(
            "Mark a clear moment (a clap) in “{camera}”, let another camera lead, find it there, and come back here.",
            camera=self._names[now.camera],
        )

    # ---- listening

    @property
    def _camera(self) -> int:
        return int(self.camera.value())

    def _begin(self) -> None:
        self._stop()
        camera = self._camera
        self._said.setText(
            tr(
                "Where does “{film}” lie? Its sound is compared with that of “{camera}” at every possible shift.",
                film=self._names[camera],
                camera=self._names[0],
            )
        )
        self._number_now = seconds_text(self._offsets[camera]).rstrip("0").rstrip(".")
        self.number.set_text(self._number_now)
        self.number.set_error("")
        self._result = None
        self.picture.set(None)
        self.verdict.hide()
        self.take.setEnabled(False)
        self.progress.set(0.0)
        self.progress.show()
        self._job = self._jobs.start(
            lambda handle: self._listen(camera, handle),
            done=self._came,
            failed=self._failed,
            progress=self.progress.set,
        )
        self.relay()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.progress.hide()
        self.relay()

    def _came(self, heard: Heard) -> None:
        self._job = None
        self._result = heard
        self.progress.hide()
        self.picture.set(heard.found)
        self.verdict.set(*verdict(heard))
        self.verdict.show()
        self.take.setEnabled(heard.changes)
        self.relay()

    def _failed(self, error: VfiError | Exception) -> None:
        self._job = None
        self.progress.hide()
        self.verdict.set(words_of(error), "danger")
        self.verdict.show()
        self.relay()

    # ---- taking

    def accept(self) -> None:
        """Enter: a number that was typed, else what was heard."""
        typed = self.number.text().strip() != self._number_now
        if typed and self.number.isAncestorOf(self.focusWidget()):
            self._take_number()
        elif self.take.isEnabled():
            self._take_heard()

    def first(self) -> QWidget:
        """Where the keyboard begins: never at the button that stops the listening."""
        return self.number.edit

    def _leave(self, then: Callable[[], None]) -> None:
        self.close_sheet()
        then()

    def _take_heard(self) -> None:
        heard, camera = self._result, self._camera
        if heard is not None:
            self._leave(lambda: self.heard.emit(camera, heard))

    def _take_number(self) -> None:
        try:
            offset = ns_of_seconds(self.number.text())
        except BadInput as error:
            self.number.set_error(words_of(error))
            self.number.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.relay()
            return
        camera = self._camera
        self._leave(lambda: self.numbered.emit(camera, offset))


def verdict(heard: Heard) -> tuple[str, NoteLevel]:
    """What was heard as a sentence, and how it is shown: `success` when it is sure, else `warning`."""
    found = heard.found
    if heard.offset is None:
        return words_of(BadInput(found.doubt or "sync-no-match")), "warning"
    percent = round(100 * found.confidence)
    apart = ""
    if heard.drift:
        apart = " " + tr("The two clocks run apart by {apart} s while both film; that is taken off.",
                         apart=f"{found.apart_ns / SECOND:.3f}")  # fmt: skip
    if not found.sure:
        guess = tr("Only a guess: {offset}, {percent} %\u00a0sure.", offset=shift_words(heard.offset), percent=percent)
        return f"{guess} {words_of(BadInput(found.doubt or 'sync-no-match'))}", "warning"
    if not heard.changes:
        return tr("It lies where it sounds right already ({percent} %\u00a0sure).", percent=percent) + apart, "success"
    begins = tr("It begins at {offset}, {percent} %\u00a0sure.", offset=shift_words(heard.offset), percent=percent)
    return begins + apart, "success"
