"""What keys and buttons do with the clip that is edited: playing, its ends, slow parts, waits, its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt

from vfi.core.clip_edits import Edge, edge_at, edge_moved, frames_of, next_speed, part_at, toggled_wait, with_speed
from vfi.core.clock import FilmClock
from vfi.core.deck import Clip
from vfi.ui.feedback.keys import Do
from vfi.ui.feedback.open_deck import OpenDeck
from vfi.words import tr

_EDGES: dict[Do, tuple[Edge, int]] = {
    Do.START_BACK: ("start", -1),
    Do.START_ON: ("start", 1),
    Do.END_BACK: ("end", -1),
    Do.END_ON: ("end", 1),
}


class Keep(Protocol):
    """Makes the deck have this clip; False when that was refused (and said)."""

    def __call__(self, item: Clip, merge: str = "", label: str = "") -> bool: ...


class ClipKeys:
    """Knows besides the clip what is not kept: the part between I and O, and whether words are looked at."""

    def __init__(
        self, opened: OpenDeck, keep: Keep, refresh: Callable[[], object], say: Callable[[str], object]
    ) -> None:
        """`refresh`: something that is shown of the clip is other than before, though the clip is not."""
        self._opened = opened
        self._keep = keep
        self._refresh = refresh
        self._say = say
        self.part: tuple[int | None, int | None] = (None, None)
        """The frames marked with I and O, both in the part."""
        self.words_on = True
        """Are words that come on a key shown in the editor?"""

    # ---- the film

    def seek(self, frame: int) -> None:
        """Stop, and show this frame."""
        self._opened.clip_player.stop()
        self._opened.player.go(frame)

    def scrub(self, frame: int) -> None:
        """The same while a hand drags."""
        self._opened.clip_player.stop()
        self._opened.player.scrub(frame)

    def forget_part(self) -> bool:
        """No part is marked any more; False when none was."""
        was, self.part = self.part, (None, None)
        return was != (None, None)

    # ---- commands

    def do(self, do: Do, clip: Clip, clock: FilmClock, *, held: bool) -> None:
        """What a key or a button does with this clip."""
        player, clips = self._opened.player, self._opened.clip_player
        frame = player.current_frame
        if do is Do.PLAY:
            clips.toggle()
        elif do is Do.AS_FILE:
            clips.toggle(as_file=True)
        elif do is Do.CROP:
            self._choose_crop()
        elif do is Do.WORDS:
            self.words_on = not self.words_on
            self._refresh()
        elif frame is not None:
            moves: dict[Do, Callable[[], object]] = {
                Do.FRAME_BACK: partial(player.step, -1, held=held),
                Do.FRAME_ON: partial(player.step, 1, held=held),
                Do.SECOND_BACK: partial(player.step_seconds, -1),
                Do.SECOND_ON: partial(player.step_seconds, 1),
                Do.CLIP_START: lambda: player.go(frames_of(clip, clock)[0]),
                Do.CLIP_END: lambda: player.go(frames_of(clip, clock)[1]),
                Do.SHUTTLE_BACK: partial(player.shuttle, -1),
                Do.SHUTTLE_STOP: partial(player.shuttle, 0),
                Do.SHUTTLE_ON: partial(player.shuttle, 1),
            }
            if do in moves:
                clips.stop()
                moves[do]()
            else:
                self._edit(do, clip, clock, frame, held=held)

    def _edit(self, do: Do, clip: Clip, clock: FilmClock, frame: int, *, held: bool) -> None:
        """What changes the clip at the frame that is on the screen."""
        match do:
            case Do.START_HERE | Do.END_HERE:
                self._end_here("start" if do is Do.START_HERE else "end", clip, clock, frame)
            case Do.START_BACK | Do.START_ON | Do.END_BACK | Do.END_ON:
                edge, by = _EDGES[do]
                if held and frame != frames_of(clip, clock)[0 if edge == "start" else 1]:
                    return  # a held key waits until what it did before is seen, and stops where it is let go
                moved = edge_moved(clip, clock, edge, by)
                if self._keep(moved, f"nudge {edge}", "clip-trimmed"):
                    self.seek(frames_of(moved, clock)[0 if edge == "start" else 1])
            case Do.PART_FROM:
                until = self.part[1]
                self.part = (frame, until if until is not None and until >= frame else None)
                self._refresh()
            case Do.PART_TO:
                begun = self.part[0]
                self.part = (begun if begun is not None and begun <= frame else None, frame)
                self._refresh()
            case Do.SLOW:
                self._slow(clip, clock, frame)
            case Do.WAIT:
                waits = toggled_wait(clip, clock, frame)
                if waits is clip:
                    self._say(tr("This picture is not in the clip: it waits on one that is."))
                else:
                    self._keep(waits, label="clip-wait")
            case Do.STILL:
                at = clock.time_of(frame)
                if not clip.start <= at < clip.end:
                    self._say(tr("This picture is not in the clip."))
                elif self._keep(replace(clip, still=at), label="clip-still"):
                    self._say(tr("The clip begins with this picture, and it is the one that is printed."))

    def _end_here(self, edge: Edge, clip: Clip, clock: FilmClock, frame: int) -> None:
        first, last = frames_of(clip, clock)
        if edge == "start" and frame > last:
            self._say(tr("The clip ends before this picture: move its end first."))
        elif edge == "end" and frame < first:
            self._say(tr("The clip begins after this picture: move its start first."))
        else:
            self._keep(edge_at(clip, clock, edge, frame), label="clip-trimmed")

    def _slow(self, clip: Clip, clock: FilmClock, frame: int) -> None:
        """The part between I and O, else the one under the head: half as fast, a quarter, and back."""
        first, last = self.part
        if first is not None and last is not None:
            start, end = clock.time_of(first), clock.edge(last + 1)
            now = part_at(clip, max(start, clip.start))[2]
        else:
            at = min(max(clock.time_of(frame), clip.start), clip.end - 1)
            start, end, now = part_at(clip, at)
        self._keep(with_speed(clip, start, end, next_speed(now)), label="clip-speed")

    def _choose_crop(self) -> None:
        view = self._opened.view
        if view.choosing:
            view.end_choosing(keep=True)
            return
        self._opened.clip_player.stop()
        view.choose_crop()
        view.setFocus(Qt.FocusReason.OtherFocusReason)
