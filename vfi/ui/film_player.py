"""The film in the window: player, decode thread and sound, joined to the view by signals. Nothing here waits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from vfi.core.errors import CouldNot
from vfi.core.looks import PictureLook
from vfi.core.ports import SoundOut
from vfi.core.time import SECOND, FrameMap
from vfi.media.budget import MemoryBudget
from vfi.media.decoding import DecodeService, Delivery, Failed, Shown
from vfi.media.index import FilmIndex
from vfi.media.playback import Direction, Player, PlayState, Wanted
from vfi.media.sound import SoundFeeder
from vfi.ui.film_view import FilmView

TICK_MS = 5
TOO_SLOW = 2
"""So many waits of the sound for the picture, and it is said."""
HELD_BACK = 3 * SECOND
"""Without sound: so long (ns) has the clock waited for pictures since play, and it is said."""
FRAME_LOST = "frame-lost"
PASSED_OVER = 30
"""So many pictures were due and not painted since play, and it is said."""


class FilmPlayer(QObject):
    """Plays one film into one view. All methods are for the GUI thread and return at once.

    `sound_out` makes the place where samples go (it may answer None, or open without a device: the film then plays
    silently by the monotonic clock, which is said once). `budget`: of bytes for pictures, shared with other films.
    """

    painted = Signal(int)
    """A frame of the film has been painted; `current_frame` is this number."""
    asked = Signal(int)
    """A frame has been asked for: what goes with it can be made ready while it is decoded."""
    state_changed = Signal(object)
    """`PlayState`: playing, direction, speed, loop, sound or dropped frames are other than before."""
    failed = Signal(object)
    """`VfiError`: a frame or the whole film cannot be shown."""
    said = Signal(object)
    """`VfiError` as a remark: the film goes on, but the person should know (no sound; too slow)."""
    _delivered = Signal(object, object)

    def __init__(
        self,
        view: FilmView,
        parent: QObject | None = None,
        *,
        sound_out: Callable[[], SoundOut | None] | None = None,
        budget: MemoryBudget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self.budget = budget if budget is not None else MemoryBudget()
        """Of bytes for pictures; other films of the window share it."""
        self._sound_out = sound_out
        self._player: Player | None = None
        self._decoding: DecodeService | None = None
        self._sound: SoundFeeder | None = None
        self._state: PlayState | None = None
        self._film: object | None = None
        self._rough = False
        self._smooth = False
        self._muted = False
        self._step_sound = False
        self._told_slow = False
        self._told_failure: str | None = None
        self._dropped_before = 0
        self._asked: tuple[Wanted, tuple[int, int]] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(60)
        self._resized.timeout.connect(self._ask)
        view.painted.connect(self._on_painted)
        view.box_changed.connect(self._resized.start)
        view.look_changed.connect(self._look_changed)
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)

    # -- the film

    def open(self, path: Path, index: FilmIndex, first: int = 0) -> None:
        """Show this film, standing on frame `first`. What cannot be read comes as `failed`."""
        self.close()
        out = self._sound_out() if self._sound_out is not None else None
        if out is None and self._sound_out is not None:
            self.said.emit(CouldNot("sound-missing-part"))
        elif out is not None:
            self._sound = SoundFeeder(path, index, out)
            self._sound.mute(self._muted)
        self._player = Player(index.frame_map, sound=self._sound)
        self._player.grains = self._step_sound
        film = object()
        self._film = film
        self._decoding = DecodeService(path, index, lambda delivery: self._delivered.emit(film, delivery), self.budget)
        self._smooth = self._view.look.smooth
        self._decoding.deinterlace(self._smooth)
        self._player.go(first)
        self._after()

    @Slot()
    def close(self) -> None:
        """Let go of the film and stop its threads."""
        self._timer.stop()
        self._resized.stop()
        self._film = None
        if self._sound is not None:
            self._sound.close()
        if self._decoding is not None:
            self._decoding.close()
        self._player = self._decoding = self._sound = self._asked = self._state = None
        self._told_slow = False
        self._told_failure = None
        self._dropped_before = 0
        self._view.clear()

    # -- what is

    @property
    def is_open(self) -> bool:
        """Is there a film?"""
        return self._player is not None

    @property
    def current_frame(self) -> int | None:
        """The frame last painted, to the very moment; a key press belongs to it."""
        return self._view.on_screen if self._player is not None else None

    @property
    def frame_map(self) -> FrameMap | None:
        """The film's frames and their times."""
        return None if self._player is None else self._player.frames

    @property
    def state(self) -> PlayState | None:
        """What the transport shows; None without a film."""
        return None if self._player is None else self._player.state

    # -- what a person does

    def play(self) -> None:
        """Play forward from the frame on the screen."""
        self._do(lambda player: player.play())

    def play_to(self, last: int) -> None:
        """Play forward from the frame on the screen and stop on this one, once it has stood its time."""
        self._do(lambda player: player.play_to(last))

    def pause(self) -> None:
        """Stop on the frame on the screen."""
        self._do(lambda player: player.pause())

    def toggle(self) -> None:
        """Space."""
        self._do(lambda player: player.toggle())

    def step(self, frames: int, *, held: bool = False) -> None:
        """Stop and go so many frames on or back; `held`: the key repeats by itself (`QKeyEvent.isAutoRepeat`)."""
        self._do(lambda player: player.step(frames, held=held))

    def step_seconds(self, seconds: int) -> None:
        """Go so many seconds on or back."""
        self._do(lambda player: player.step_seconds(seconds))

    def go(self, frame: int) -> None:
        """Go to this frame."""
        self._do(lambda player: player.go(frame))

    def scrub(self, frame: int) -> None:
        """Go to this frame while a hand drags: the nearest key frame comes first, under its own number."""
        self._rough = True
        self._do(lambda player: player.go(frame))
        self._rough = False

    def set_speed(self, speed: Fraction) -> None:
        """Play at this speed (`vfi.media.playback.SPEEDS` has the steps)."""
        self._do(lambda player: player.set_speed(speed))

    def faster(self) -> None:
        """The next step up."""
        self._do(lambda player: player.faster())

    def slower(self) -> None:
        """The next step down."""
        self._do(lambda player: player.slower())

    def shuttle(self, direction: Direction) -> None:
        """J (-1), K (0), L (1)."""
        self._do(lambda player: player.shuttle(direction))

    def set_loop_in(self) -> None:
        """Loop from the frame on the screen."""
        self._do(lambda player: player.set_loop_first())

    def set_loop_out(self) -> None:
        """Loop up to the frame on the screen, which is still in it."""
        self._do(lambda player: player.set_loop_last())

    def set_loop(self, first: int, last: int) -> None:
        """Loop over these frames, both included."""
        self._do(lambda player: player.set_loop(first, last))

    def toggle_loop(self) -> None:
        """Loop on or off."""
        self._do(lambda player: player.toggle_loop())

    def clear_loop(self) -> None:
        """No loop, no bounds."""
        self._do(lambda player: player.clear_loop())

    def set_muted(self, muted: bool) -> None:
        """Sound off or on; the film keeps its pace."""
        self._muted = muted
        if self._sound is not None:
            self._sound.mute(muted)

    def set_step_sound(self, heard: bool) -> None:
        """Let a short grain of sound be heard at each step, or not (as at first)."""
        self._step_sound = heard
        if self._player is not None:
            self._player.grains = heard

    # -- inside

    def _do(self, command: Callable[[Player], None]) -> None:
        player = self._player
        if player is None:
            return
        self._told_failure = None
        self._tell_painted(player)  # the view may have painted a frame whose signal is still on its way
        before = player.wanted.generation
        command(player)
        if player.wanted.generation != before:
            self._view.keep_picture()  # what was asked for before must not be painted after
        self._after()

    def _after(self) -> None:
        """Ask for what is wanted now, keep the clock ticking while it plays, and say what changed."""
        player = self._player
        if player is None:
            return
        self._ask()
        state = player.state
        if state.playing and not self._timer.isActive():
            self._timer.start()
        elif not state.playing and self._timer.isActive():
            self._timer.stop()
        if state != self._state:
            before, self._state = self._state, state
            if before is None or (state.playing and not before.playing):
                self._dropped_before = state.dropped
            if self._decoding is not None:
                self._decoding.keep_loop(player.looping_over)
            self.state_changed.emit(state)

    @Slot()
    def _ask(self) -> None:
        player, decoding = self._player, self._decoding
        if player is None or decoding is None:
            return
        asked = (player.wanted, self._view.box)
        if asked != self._asked:
            self._asked = asked
            wanted, box = asked
            decoding.request(wanted.frame, box, wanted.generation, wanted.direction, rough=self._rough)
            self.asked.emit(wanted.frame)

    @Slot(object)
    def _look_changed(self, look: PictureLook) -> None:
        """Combs are taken off where pictures are made: the one on the screen is made again."""
        if look.smooth != self._smooth and self._decoding is not None:
            self._smooth = look.smooth
            self._decoding.deinterlace(look.smooth)
            self._asked = None
            self._ask()

    @Slot()
    def _tick(self) -> None:
        if self._player is not None:
            self._player.tick()
            self._after()
            self._say_if_too_slow(self._player)
            if self._sound is not None and (remark := self._sound.take_remark()) is not None:
                self.said.emit(remark)

    def _say_if_too_slow(self, player: Player) -> None:
        """Once a film: the sound or the clock waits for pictures, or pictures are passed over. None is ever lost."""
        if self._told_slow:
            return
        if player.waits >= TOO_SLOW or player.held_back > HELD_BACK:
            remark = CouldNot("film-too-slow")
        elif player.dropped - self._dropped_before >= PASSED_OVER:
            remark = CouldNot("film-pictures-passed-over")
        else:
            return
        self._told_slow = True
        self.said.emit(remark)

    @Slot(object, object)
    def _on_delivered(self, film: object, delivery: Delivery) -> None:
        player = self._player
        if player is None or film is not self._film or delivery.generation != player.wanted.generation:
            return
        if isinstance(delivery, Shown):
            self._view.show_picture(delivery.frame, delivery.image)
        elif isinstance(delivery, Failed):
            self._on_failed(player, delivery)

    def _on_failed(self, player: Player, failed: Failed) -> None:
        """In play a damaged picture is passed over, and a film that is gone stops; said once until a person acts."""
        if failed.frame is not None:
            player.unreadable(failed.frame)
        if player.state.playing and failed.error.id != FRAME_LOST:
            player.pause()
            self._view.keep_picture()
        self._after()
        if failed.error.id != self._told_failure:
            self._told_failure = failed.error.id
            self.failed.emit(failed.error)

    @Slot(int)
    def _on_painted(self, frame: int) -> None:
        if self._player is None:
            return
        self._tell_painted(self._player)
        self._after()

    def _tell_painted(self, player: Player) -> None:
        frame = self._view.on_screen
        if frame is not None and frame != player.shown:
            player.painted(frame)
            self.painted.emit(frame)
