"""What is on the parent's screen, and what each key makes of it: pure values, no window and no clock of its own.

Whoever shows it plays `motion(now)` and tells what became of it (`painted`, `run_over`); a person presses (`press`).
Nothing here goes on by itself from one item to the next, and a freeze waits until somebody presses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from vfi.core.deck import ItemId, Showing
from vfi.core.programme import Hold, Run
from vfi.core.showing import Lines, Show, ShownClip, ShownItem, ShownPage

SLOWEST = Fraction(1, 4)
"""Below this a film falls apart into pictures, and its sound into silence."""

_SLOWER = Fraction(1, 2)


class Press(StrEnum):
    """What a person can ask for."""

    ON = "on"
    """The clicker's forward key: whatever comes next."""
    NEXT = "next"
    """The next item, whatever this one is doing."""
    BACK = "back"
    PLAY_PAUSE = "play-pause"
    AGAIN = "again"
    SLOWER = "slower"
    PICTURE = "picture"
    """The still in front of the film, and away again."""
    WORDS = "words"
    STOP = "stop"
    GO_ON = "go-on"
    """Leave the page *We have stopped*; whoever passes this on has asked for the PIN."""


class Phase(StrEnum):
    """How far a clip is."""

    PAGE = "page"
    """No clip: a page."""
    STILL = "still"
    """Before it plays, on its still."""
    PLAYING = "playing"
    PAUSED = "paused"
    WAITING = "waiting"
    """On a freeze, until somebody presses."""
    ENDED = "ended"
    """On its last picture."""


class Sign(StrEnum):
    """A button on the parent's screen."""

    STOP = "stop"
    LISTEN = "listen"
    AGAIN = "again"
    SLOWER = "slower"
    PLAY = "play"
    PAUSE = "pause"
    GO_ON = "go-on"
    PICTURE = "picture"
    NEXT = "next"
    BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it stands now."""

    sign: Sign
    enabled: bool = True
    first: bool = False
    """The one that the clicker's forward key would press."""
    on: bool = False
    """It is switched on (*Slower*, *Picture*)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is on the screen."""

    item: int = 0
    phase: Phase = Phase.PAGE
    shot: int = 0
    """Of the clip's shots: the one that plays or waits."""
    frame: int = 0
    """The frame on which the clip stands, or that was painted last."""
    takes: int = 0
    """How often something was begun to be played since this item came: tells *again* from going on."""
    slower: bool = False
    revealed: bool = False
    """The words were asked for."""
    picture: bool = False
    """The still is in front."""
    stopped: bool = False
    """*We have stopped*."""


@dataclass(frozen=True, slots=True)
class Stand:
    """This frame, and no sound."""

    frame: int


@dataclass(frozen=True, slots=True)
class Play:
    """From this frame to the last one, which stands for its own time; then `run_over`."""

    frame: int
    last: int
    speed: Fraction


Motion = Stand | Play


@dataclass(frozen=True, slots=True)
class Visible:
    """What stands in the band under the picture."""

    question: Lines = ()
    words: Lines = ()
    baby_says: Lines = ()
    concept: str = ""

    def __bool__(self) -> bool:
        return bool(self.question or self.words or self.baby_says or self.concept)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where in the show somebody said something."""

    item: ItemId
    film: int | None
    """Which of the show's films is on the screen; None on a page."""
    frame: int | None


class Presenting:
    """The rules of one show. It keeps nothing: what is on the screen is a `Now`, and every change makes another.

    A show without items is shown as the page *We have stopped*.
    """

    def __init__(self, show: Show) -> None:
        self._items: tuple[ShownItem, ...] = show.items

    def start(self) -> Now:
        """The first item."""
        return self._at(0) if self._items else Now(stopped=True)

    # ---- what is shown

    def item(self, now: Now) -> ShownItem | None:
        """The page or clip on the screen; None on *We have stopped*."""
        return None if now.stopped else self._items[now.item]

    def clip(self, now: Now) -> ShownClip | None:
        """The clip on the screen, if it is one."""
        item = self.item(now)
        return item if isinstance(item, ShownClip) else None

    def page(self, now: Now) -> ShownPage | None:
        """The page on the screen, if it is one."""
        item = self.item(now)
        return item if isinstance(item, ShownPage) else None

    def motion(self, now: Now) -> Motion | None:
        """What the film does; None where there is none."""
        clip = self.clip(now)
        if clip is None:
            return None
        if now.picture:
            return Stand(clip.still)
        shot = clip.shots[now.shot]
        if now.phase is Phase.PLAYING and isinstance(shot, Run):
            return Play(now.frame, shot.last, max(SLOWEST, shot.speed * _SLOWER) if now.slower else shot.speed)
        return Stand(now.frame)

    def visible(self, now: Now) -> Visible:
        """Words under the picture: the question before the clip plays, the words when their time has come."""
        clip = self.clip(now)
        if clip is None:
            return Visible()
        if now.phase is Phase.STILL and not now.revealed:
            return Visible(question=clip.question)
        shown = _shown(clip.showing, now)
        return Visible(
            words=clip.words if shown else (),
            baby_says=clip.baby_says if _shown(clip.baby_showing, now) else (),
            concept=clip.concept if shown else "",
        )

    def can_reveal(self, now: Now) -> bool:
        """Are there words that wait for the key?"""
        clip = self.clip(now)
        if clip is None or now.revealed:
            return False
        words = clip.showing is Showing.ON_KEY and bool(clip.words or clip.concept)
        return words or (clip.baby_showing is Showing.ON_KEY and bool(clip.baby_says))

    def buttons(self, now: Now) -> tuple[Button, ...]:
        """In reading order, *Stop* first; none on *We have stopped*. *Listen* is there where somebody has spoken."""
        item = self.item(now)
        if item is None:
            return ()
        listen = (Button(Sign.LISTEN),) if self.spoken(now) else ()
        if isinstance(item, ShownPage):
            onward = Sign.BEGIN if now.item == 0 else Sign.NEXT
            return (Button(Sign.STOP), *listen, Button(onward, first=True))
        ended = now.phase is Phase.ENDED
        middle = {Phase.PLAYING: Sign.PAUSE, Phase.STILL: Sign.PLAY, Phase.ENDED: Sign.PLAY}.get(now.phase, Sign.GO_ON)
        return (
            Button(Sign.STOP),
            *listen,
            Button(Sign.AGAIN, enabled=now.phase is not Phase.STILL),
            Button(Sign.SLOWER, on=now.slower),
            Button(middle, first=not ended and now.phase is not Phase.PLAYING),
            Button(Sign.PICTURE, enabled=now.phase is not Phase.STILL, on=now.picture),
            Button(Sign.NEXT, first=ended),
        )

    def spoken(self, now: Now) -> tuple[str, ...]:
        """The interpreter's recordings that go with what is on the screen, in the order in which they are heard."""
        item = self.item(now)
        if isinstance(item, ShownPage):
            return tuple(line.voice for lines in item.lines for line in lines if line.voice)
        seen = self.visible(now)
        return tuple(
            line.voice for lines in (seen.question, seen.words, seen.baby_says) for line in lines if line.voice
        )

    def moment(self, now: Now) -> Moment | None:
        """Where a mark or a heart belongs now; None on *We have stopped*."""
        item = self.item(now)
        if item is None:
            return None
        if isinstance(item, ShownPage):
            return Moment(item.id, None, None)
        return Moment(item.id, item.film, item.still if now.picture else now.frame)

    # ---- what happens

    def press(self, now: Now, press: Press) -> Now:
        """What a key or button makes of it; itself where that means nothing here."""
        if now.stopped:
            return replace(now, stopped=False) if press is Press.GO_ON and self._items else now
        if press is Press.STOP:
            return self._halted(now, stopped=True)
        if press is Press.NEXT:
            return self._next(now)
        clip = self.clip(now)
        if clip is None:
            return self._press_on_page(now, press)
        return self._press_on_clip(now, clip, press)

    def painted(self, now: Now, frame: int) -> Now:
        """While it plays: this frame is on the screen."""
        motion = self.motion(now)
        if isinstance(motion, Play) and motion.frame <= frame <= motion.last:
            return replace(now, frame=frame)
        return now

    def run_over(self, now: Now) -> Now:
        """The last frame of what plays has stood its time."""
        clip = self.clip(now)
        if clip is None or now.phase is not Phase.PLAYING:
            return now
        return self._shot(replace(now, frame=_last_frame(clip, now.shot)), clip, now.shot + 1)

    def lost(self, now: Now) -> Now:
        """The film cannot be read any further: what is on the screen stays, as at the clip's end."""
        clip = self.clip(now)
        if clip is None:
            return now
        return replace(now, phase=Phase.ENDED, shot=len(clip.shots) - 1, picture=False)

    # ---- inside

    def _at(self, item: int) -> Now:
        shown = self._items[item]
        if isinstance(shown, ShownClip):
            return Now(item=item, phase=Phase.STILL, frame=shown.still)
        return Now(item=item)

    def _next(self, now: Now) -> Now:
        if now.item + 1 < len(self._items):
            return self._at(now.item + 1)
        return self._halted(now, stopped=True)

    def _halted(self, now: Now, *, stopped: bool = False) -> Now:
        """Standing where it was."""
        phase = Phase.PAUSED if now.phase is Phase.PLAYING else now.phase
        return replace(now, phase=phase, stopped=stopped)

    def _press_on_page(self, now: Now, press: Press) -> Now:
        if press in (Press.ON, Press.PLAY_PAUSE):
            return self._next(now)
        if press is Press.BACK and now.item > 0:
            return self._at(now.item - 1)
        return now

    def _press_on_clip(self, now: Now, clip: ShownClip, press: Press) -> Now:
        match press:
            case Press.BACK:
                return self._back(now, clip)
            case Press.AGAIN:
                return self._from_start(now, clip)
            case Press.WORDS:
                return self._words(now)
            case Press.SLOWER:
                slower = replace(now, slower=not now.slower)
                if slower.slower and now.phase is not Phase.PLAYING:
                    return self._from_start(slower, clip)  # "again, but slower"
                return slower
            case Press.PICTURE:
                return now if now.phase is Phase.STILL else replace(self._halted(now), picture=not now.picture)
            case Press.ON | Press.PLAY_PAUSE:
                return self._on(now, clip, press)
        return now

    def _on(self, now: Now, clip: ShownClip, press: Press) -> Now:
        if now.picture:
            return replace(now, picture=False)
        match now.phase:
            case Phase.PLAYING:
                return self._halted(now)
            case Phase.PAUSED:
                return self._played_on(now, clip)
            case Phase.WAITING:
                return self._shot(now, clip, now.shot + 1)
            case Phase.ENDED if press is Press.ON:
                return replace(now, revealed=True) if self.can_reveal(now) else self._next(now)
        return self._from_start(now, clip)

    def _played_on(self, now: Now, clip: ShownClip) -> Now:
        """From the frame after the one that was paused on, which has been seen."""
        if now.frame >= _last_frame(clip, now.shot):
            return self._shot(now, clip, now.shot + 1)
        return replace(now, phase=Phase.PLAYING, frame=now.frame + 1, takes=now.takes + 1)

    def _back(self, now: Now, clip: ShownClip) -> Now:
        if now.picture:
            return replace(now, picture=False)
        if now.phase is not Phase.STILL:
            return replace(self._at(now.item), revealed=now.revealed)
        return self._at(now.item - 1) if now.item > 0 else now

    def _words(self, now: Now) -> Now:
        if self.can_reveal(now):
            return replace(now, revealed=True)
        return replace(now, revealed=False)

    def _from_start(self, now: Now, clip: ShownClip) -> Now:
        return self._shot(replace(now, picture=False), clip, 0)

    def _shot(self, now: Now, clip: ShownClip, number: int) -> Now:
        """Enter this shot. A freeze on the very last picture is the end: both wait."""
        rest = clip.shots[number:]
        if not rest or (len(rest) == 1 and isinstance(rest[0], Hold)):
            last = len(clip.shots) - 1
            return replace(now, phase=Phase.ENDED, shot=last, frame=_last_frame(clip, last))
        first = rest[0]
        if isinstance(first, Hold):
            return replace(now, phase=Phase.WAITING, shot=number, frame=first.frame)
        return replace(now, phase=Phase.PLAYING, shot=number, frame=first.first, takes=now.takes + 1)


def _last_frame(clip: ShownClip, shot: int) -> int:
    found = clip.shots[shot]
    return found.frame if isinstance(found, Hold) else found.last


def _shown(showing: Showing, now: Now) -> bool:
    return showing is Showing.ALWAYS or (showing is Showing.ON_KEY and now.revealed)
