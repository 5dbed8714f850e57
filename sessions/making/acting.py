"""The acting: turns every event of the story into movement of the two figures, the toys and the room.

Nothing is placed by hand on a frame here: all times come from story.toml, so the table stays true.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from faces import Head
from figures import TOWER, BabyPose, Hand, ParentPose, baby_palm, parent_palm, seat
from motion import Curve, Track, pulse, swing, wander
from story import Event, Story
from voices import CLAPS, LAUGHS, mouth, syllables

Spot = tuple[float, float, float, float]
"""x, y, rot, open of a hand."""


@dataclass(frozen=True)
class Thing:
    """Where a toy is, how it is turned, and how much of its face it shows."""

    x: float
    y: float
    rot: float = 0.0
    face: float = 0.0


@dataclass(frozen=True)
class Moment:
    """All that is needed to draw one frame."""

    parent: ParentPose
    baby: BabyPose
    ring: Thing
    ring_on_tower: bool
    ball: Thing
    ball_on_tower: bool
    tail: float
    bird: float
    hop: float


PARENT_NEAR_REST: Spot = (652, 664, -6, 0)
PARENT_FAR_REST: Spot = (668, 636, 4, 0)
BABY_NEAR_REST: Spot = (986, 692, 4, 0.15)
BABY_FAR_REST: Spot = (962, 668, 0, 0.2)
RING_REST = Thing(672, 838, 0, 0)
BALL_REST = Thing(592, 866)

_DROP = (TOWER[0] + 92, TOWER[1] - 146)
"""Where the baby's wrist is when its ring is over the peg."""

# how quickly things settle: swings per second of each kind of track
_SPRINGS = {"turn": 2.6, "tilt": 2.2, "nod": 2.6, "lean": 1.5, "rise": 3.0, "kick": 4.2, "hand": 3.0}


class Figure:
    """The tracks of one person."""

    def __init__(self, name: str, frames: int, rest: dict[str, float], hands: dict[str, Spot]) -> None:
        self.name = name
        self.frames = frames
        self.rest = rest
        self.hands = hands
        self.tracks: dict[str, Track] = {}
        for key, value in rest.items():
            kind = key.split("_")[0]
            self.tracks[key] = Track(value, _SPRINGS.get(kind, 0.0))
        for side, spot in hands.items():
            for part, value in zip(("x", "y", "rot", "open"), spot, strict=True):
                # x and y settle at different speeds: hands move in arcs
                hertz = {"x": 2.7, "y": 3.3, "rot": 2.4, "open": 0.0}[part]
                self.tracks[f"{side}.{part}"] = Track(value, hertz, 0.72)
        self.curves: dict[str, Curve] = {}

    def to(self, frame: float, over: float, **values: float) -> None:
        """Several tracks go to new values together."""
        for key, value in values.items():
            self.tracks[key].to(frame, value, over)

    def hand(self, side: str, frame: float, over: float, spot: Spot) -> None:
        """A hand goes to a spot."""
        for part, value in zip(("x", "y", "rot", "open"), spot, strict=True):
            self.tracks[f"{side}.{part}"].to(frame, value, over)

    def both(self, frame: float, over: float, near: Spot, far: Spot) -> None:
        """Both hands go; the far one a breath later."""
        self.hand("near", frame, over, near)
        self.hand("far", frame + 1, over, far)

    def hands_down(self, frame: float, over: float = 20) -> None:
        """Both hands go home."""
        self.both(frame, over, self.hands["near"], self.hands["far"])

    def add(self, key: str, more: Curve) -> None:
        """Lay a movement on top of a track."""
        self.tracks[key].extra.append(more)

    def settle(self, rate: int) -> None:
        """Work out every track."""
        self.curves = {key: track.curve(self.frames, rate) for key, track in self.tracks.items()}

    def value(self, key: str, frame: int) -> float:
        """One track on a frame."""
        return float(self.curves[key][frame])

    def head(self, frame: int) -> Head:
        """The head on a frame."""
        return Head(**{f.name: self.value(f.name, frame) for f in fields(Head)})

    def one_hand(self, side: str, frame: int) -> Hand:
        """A hand on a frame."""
        x, y, rot, opened = (self.value(f"{side}.{part}", frame) for part in ("x", "y", "rot", "open"))
        return Hand(x, y, rot, opened)


class Acting:
    """The whole play, frame by frame."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.frames, self.rate = story.frames, story.frame_rate
        face = {
            "x": 0.0,
            "y": 0.0,
            "gaze_x": 0.0,
            "gaze_y": 0.0,
            "lid": 1.0,
            "happy": 0.0,
            "brow": 0.0,
            "worry": 0.0,
            "open": 0.0,
        }
        self.parent = Figure(
            "parent", self.frames,
            {**face, "turn": 1.0, "tilt": 9.0, "nod": 0.15, "smile": 0.62, "round": 0.0, "cheek": 1.0,
             "lean": 24.0, "rise": 0.0},
            {"near": PARENT_NEAR_REST, "far": PARENT_FAR_REST},
        )  # fmt: skip
        self.baby = Figure(
            "baby", self.frames,
            {**face, "turn": -1.0, "tilt": 2.0, "nod": -0.1, "smile": 0.30, "round": 0.0, "cheek": 0.9,
             "lean": 0.0, "rise": 0.0, "kick_near": 0.0, "kick_far": 0.0},
            {"near": BABY_NEAR_REST, "far": BABY_FAR_REST},
        )  # fmt: skip
        self.tail = Track(0.0)
        self.bird = Track(0.0)
        self.hop = Track(0.0)
        self._idle()
        parts: dict[str, Callable[[Event], None]] = {
            "baby-gaze": self._baby_gaze,
            "parent-gaze": self._parent_gaze,
            "baby-face": self._baby_face,
            "parent-face": self._parent_face,
            "baby-voice": self._voice,
            "parent-voice": self._voice,
            "baby-hands": self._baby_hands,
            "parent-hands": self._parent_hands,
            "baby-body": self._baby_body,
            "parent-body": self._parent_body,
            "room": self._room,
        }
        for event in story.events:
            if event.tier in parts:
                parts[event.tier](event)
        self.parent.settle(self.rate)
        self.baby.settle(self.rate)
        self._tail = self.tail.curve(self.frames, self.rate)
        self._bird = self.bird.curve(self.frames, self.rate)
        self._hop = self.hop.curve(self.frames, self.rate)
        self._times = {(e.tier, e.code): e for e in story.events}

    # --- idle life ----------------------------------------------------------------------------------------

    def _idle(self) -> None:
        n, t = self.frames, np.arange(self.frames) / self.rate
        p, b = self.parent, self.baby
        breath_p, breath_b = np.sin(2 * math.pi * 0.24 * t), np.sin(2 * math.pi * 0.43 * t + 1)
        p.add("rise", -2.2 * breath_p)
        p.add("near.y", -0.9 * breath_p)
        p.add("far.y", -1.1 * breath_p)
        b.add("rise", -1.8 * breath_b)
        b.add("near.y", -1.0 * breath_b)
        for figure, size in ((p, 1.0), (b, 1.35)):
            name = figure.name
            figure.add("tilt", wander(name + " tilt", n, 48, 1.5 * size))
            figure.add("turn", wander(name + " turn", n, 61, 0.025 * size))
            figure.add("nod", wander(name + " nod", n, 53, 0.05 * size))
            figure.add("x", wander(name + " x", n, 70, 2.0 * size))
            figure.add("gaze_x", np.round(wander(name + " eyes", n, 37, 1.4)) * 0.10)
            figure.add("near.x", wander(name + " near x", n, 45, 2.2 * size))
            figure.add("near.y", wander(name + " near y", n, 39, 2.0 * size))
            figure.add("far.x", wander(name + " far x", n, 42, 2.4 * size))
            figure.add("far.y", wander(name + " far y", n, 36, 2.2 * size))
        b.add("near.rot", wander("baby wrist", n, 25, 9))
        b.add("far.rot", wander("baby far wrist", n, 22, 10))
        b.add("near.open", wander("baby fingers", n, 30, 0.12))
        b.add("kick_near", wander("baby foot", n, 28, 0.07))
        b.add("kick_far", wander("baby far foot", n, 33, 0.06))
        p.add("lean", wander("parent lean", n, 80, 2.5))
        # blinks: some when the eyes jump, the others in between, never on the first picture
        for figure, tier, mean, seed in ((p, "parent-gaze", 118, 4), (b, "baby-gaze", 150, 9)):
            jumps = [e.frame for e in self.story.tier(tier) if e.frame > 0]
            rng = np.random.default_rng(seed)
            at, times = 46.0 + 9 * seed, list(jumps)
            while at < n - 12:
                if all(abs(at - j) > 30 for j in jumps):
                    times.append(int(at))
                at += mean * float(rng.uniform(0.55, 1.45))
            for k in times:
                figure.add("lid", _blink(n, k))

    # --- looking ------------------------------------------------------------------------------------------

    def _baby_gaze(self, e: Event) -> None:
        b, f = self.baby, e.frame
        eyes, head = (1, 1) if f == 0 else (4, 14)
        late = f if f == 0 else f + 1
        if e.code == "at-parent":
            b.to(f, eyes, gaze_x=-0.45, gaze_y=-0.40)
            b.to(late, head, turn=-1.0, tilt=3.0, nod=-0.15, y=0.0)
            b.to(late, head + 6, lean=0.0)
        elif e.code == "at-toy":
            b.to(f, eyes, gaze_x=-0.30, gaze_y=0.75)
            b.to(late, head, turn=-0.88, tilt=-11.0, nod=0.75, y=7.0)
            b.to(late, head + 8, lean=12.0)
        else:
            b.to(f, eyes, gaze_x=0.95, gaze_y=0.05)
            b.to(late, 20, turn=0.92, tilt=7.0, nod=0.20, y=3.0)
            b.to(late, 30, lean=-9.0)
            b.to(f + 70, 30, gaze_x=0.55, gaze_y=0.30, tilt=10.0)
            b.to(f + 150, 26, gaze_x=0.75, gaze_y=0.10, tilt=6.0)

    def _parent_gaze(self, e: Event) -> None:
        p, f = self.parent, e.frame
        eyes, head = (1, 1) if f == 0 else (4, 15)
        late = f if f == 0 else f + 1
        if e.code == "at-baby":
            p.to(f, eyes, gaze_x=0.35, gaze_y=0.30)
            p.to(late, head, turn=1.0, tilt=9.0, nod=0.15, y=0.0)
        elif e.code == "at-toy":
            p.to(f, eyes, gaze_x=0.10, gaze_y=0.85)
            p.to(late, head, turn=0.90, tilt=19.0, nod=0.85, y=8.0)
        else:
            p.to(f, eyes, gaze_x=-0.95, gaze_y=-0.10)
            p.to(late, 16, turn=-0.55, tilt=-4.0, nod=-0.05, y=0.0)

    # --- faces --------------------------------------------------------------------------------------------

    def _baby_face(self, e: Event) -> None:
        faces = {
            "smile": {"smile": 0.95, "happy": 0.12, "brow": 0.25, "worry": 0.0, "open": 0.0, "cheek": 1.0},
            "beam": {"smile": 1.0, "happy": 0.55, "brow": 0.35, "worry": 0.0, "open": 0.42, "cheek": 1.0},
            "laugh": {"smile": 1.0, "happy": 1.0, "brow": 0.45, "worry": 0.0, "open": 0.55, "cheek": 1.0},
            "worry": {"smile": -0.55, "happy": 0.0, "brow": -0.15, "worry": 0.85, "open": 0.0, "cheek": 0.7},
            "ask": {"smile": 0.05, "happy": 0.0, "brow": 0.55, "worry": 0.35, "open": 0.0, "cheek": 0.8},
            "wonder": {"smile": 0.25, "happy": 0.0, "brow": 0.95, "worry": 0.0, "open": 0.20, "cheek": 0.8},
            "calm": {"smile": 0.12, "happy": 0.0, "brow": 0.0, "worry": 0.0, "open": 0.0, "cheek": 0.6},
        }
        over = 1 if e.frame == 0 else 7 if e.code in ("laugh", "wonder") else 10
        self.baby.to(e.frame, over, **faces[e.code])
        if e.code == "wonder":
            self.baby.to(e.frame, 7, lid=1.14)
        self._face_off(
            self.baby,
            e,
            {"smile": 0.30, "happy": 0.0, "brow": 0.0, "worry": 0.0, "open": 0.0, "cheek": 0.9, "lid": 1.0},
        )

    def _parent_face(self, e: Event) -> None:
        faces = {
            "smile": {"smile": 0.95, "happy": 0.15, "brow": 0.30, "open": 0.0},
            "beam": {"smile": 1.0, "happy": 0.60, "brow": 0.40, "open": 0.38},
            "laugh": {"smile": 1.0, "happy": 1.0, "brow": 0.50, "open": 0.62},
            "busy": {"smile": 0.25, "happy": 0.0, "brow": -0.20, "open": 0.0},
            "wonder": {"smile": 0.35, "happy": 0.0, "brow": 0.90, "open": 0.16},
        }
        over = 1 if e.frame == 0 else 8 if e.code in ("laugh", "wonder") else 11
        self.parent.to(e.frame, over, **faces[e.code])
        self._face_off(self.parent, e, {"smile": 0.62, "happy": 0.0, "brow": 0.0, "open": 0.0})

    def _face_off(self, figure: Figure, e: Event, calm: dict[str, float]) -> None:
        """Back to the resting face, unless another one follows at once."""
        if not any(o.tier == e.tier and o.frame == e.end for o in self.story.events) and e.until < self.frames:
            figure.to(e.until, 18, **calm)
        elif e.code == "wonder":
            figure.to(e.until, 8, lid=1.0)

    # --- voices -------------------------------------------------------------------------------------------

    def _voice(self, e: Event) -> None:
        figure = self.baby if e.tier == "baby-voice" else self.parent
        gape, lips = mouth(e, self.frames, self.rate)
        size = 0.66 if figure is self.parent else 0.80
        if e.code in LAUGHS:
            size *= 0.75  # the laughing face has opened the mouth already
        figure.add("open", size * gape * (1 - 0.25 * lips))
        figure.add("round", lips * np.clip(gape * 1.6, 0, 1))
        figure.add("nod", -0.22 * gape)
        figure.add("brow", 0.35 * gape)
        if e.code in LAUGHS:
            for s in syllables(e, self.rate):
                at = e.frame + s.at * self.rate
                figure.add("rise", pulse(self.frames, at, 2.5, 4.0, -3.6 if figure is self.baby else -3.0))
                figure.add("tilt", pulse(self.frames, at, 2.5, 4.0, 1.6))
            figure.add("tilt", pulse(self.frames, e.frame, 10, 30, 3.0 if figure is self.baby else -4.0))
        elif e.code == "sigh":
            figure.add("rise", pulse(self.frames, e.frame - 6, 14, 26, -7.0))
        elif e.code not in ("hum", "mouthing"):
            figure.add("y", pulse(self.frames, e.frame, 8, 22, -4.0))

    # --- hands --------------------------------------------------------------------------------------------

    def _baby_hands(self, e: Event) -> None:
        b, f, end = self.baby, e.frame, e.until
        if e.code == "reach-ring":
            b.add("near.x", pulse(self.frames, f, 4, 5, 12))  # a little back before it goes forward
            b.add("far.x", pulse(self.frames, f, 4, 5, 10))
            b.both(f + 2, 13, (925, 612, 8, 0.95), (905, 590, 4, 0.95))
            b.to(f + 1, 16, lean=34.0, nod=0.0, tilt=-3.0)
            b.add("near.y", swing(self.frames, f + 10, end, 13, 6))
            b.add("far.y", swing(self.frames, f + 12, end, 12, 6))
        elif e.code == "take-ring":
            b.both(f, 12, (964, 622, 8, 0.15), (942, 600, 4, 0.3))
            b.to(f + 2, 20, lean=10.0, nod=0.45, tilt=-8.0)
            b.to(f, 5, gaze_y=0.55)
        elif e.code == "mouth-ring":
            b.both(f, 13, (1032, 600, -4, 0.1), (985, 616, -12, 0.2))
            b.to(f + 3, 12, open=0.34, tilt=-7.0)
            b.add("near.y", swing(self.frames, f + 14, end - 6, 15, 3.5))
            b.add("tilt", swing(self.frames, f + 14, end - 6, 15, 1.6))
            b.to(end - 4, 10, open=0.0)
        elif e.code == "show-ring":
            b.both(f, 14, (956, 626, 2, 0.1), (966, 664, 0, 0.2))
        elif e.code == "ring-to-peg":
            self._ring_to_peg(e)
        elif e.code == "bat":
            self._meet(b, e, "bat", (966, 600, -14, 0.8), (940, 600, 10, 0.8), 26)
            b.hands_down(end, 18)
        elif e.code == "reach-parent":
            b.both(f, 14, (912, 574, 6, 1.0), (892, 560, 2, 1.0))
            b.to(f + 1, 18, lean=30.0)
            b.add("near.open", swing(self.frames, f + 14, end - 20, 16, 0.35, 0.5))
            b.add("far.open", swing(self.frames, f + 17, end - 20, 15, 0.35, 0.5))
            b.to(end, 24, lean=6.0)
            b.hands_down(end, 24)
        elif e.code == "hold-foot":
            b.hand("near", f, 24, (946, 716, 14, 0.5))
            b.to(f + 4, 24, kick_near=0.55)
            b.add("kick_near", swing(self.frames, f + 34, end - 6, 34, 0.10))
            b.add("near.y", swing(self.frames, f + 34, end - 6, 34, -5))
            b.hand("near", end, 26, BABY_NEAR_REST)
            b.to(end, 24, kick_near=0.0)
        elif e.code == "cover":
            b.both(f, 14, (1040, 524, -4, 0.85), (996, 522, 4, 0.85))
            b.to(f + 2, 12, nod=0.35, tilt=-4.0)
            b.add("near.y", swing(self.frames, f + 16, end, 17, 2.5))
        elif e.code == "open":
            b.both(f, 7, (938, 568, -12, 1.05), (905, 536, -12, 1.05))
            b.to(f, 9, nod=-0.25, tilt=5.0)
            b.add("near.y", swing(self.frames, f + 6, end + 6, 11, 15))
            b.add("far.y", swing(self.frames, f + 8, end + 6, 11, 13, 0.5))
            b.hands_down(end, 20)
        elif e.code == "touch-hand":
            b.hand("near", f, 20, (917, 642, 10, 0.75))
            b.to(f, 24, lean=18.0)

    def _ring_to_peg(self, e: Event) -> None:
        """Down to the peg, beside it, again beside it, a rest, then over the top with help."""
        b, f = self.baby, e.frame
        x, y = _DROP
        bonks = [r.frame for r in self.story.events if r.tier == "room" and r.code == "bonk"]
        on = next(r.frame for r in self.story.events if r.tier == "room" and r.code == "ring-on")
        b.to(f, 26, lean=46.0)
        b.hand("near", f, 20, (x + 40, y - 26, 0, 0.05))
        b.hand("far", f, 22, (945, 640, 0, 0.4))
        for k in bonks:
            b.hand("near", k - 8, 8, (x + 30, y + 4, 4, 0.05))
            b.hand("near", k, 8, (x + 42, y - 14, 0, 0.05))
        b.hand("near", bonks[-1] + 12, 14, (x + 50, y + 6, 0, 0.05))
        b.to(bonks[-1] + 12, 16, lean=38.0)
        b.hand("near", on - 42, 20, (x, y - 14, 0, 0.05))
        b.to(on - 42, 18, lean=50.0)
        b.hand("near", on - 14, 5, (x + 2, y - 6, 0, 0.9))
        b.hands_down(on + 1, 20)
        b.to(on + 3, 24, lean=4.0)

    def _parent_hands(self, e: Event) -> None:
        p, f, end = self.parent, e.frame, e.until
        if e.code == "open-hands":
            p.hand("near", f, 14, (716, 616, -14, 0.8))
            p.hand("near", end, 22, PARENT_NEAR_REST)
        elif e.code == "take-ring":
            p.hand("near", f, 18, (622, 790, 8, 0.6))
            p.to(f, 20, lean=44.0)
        elif e.code == "hold-up":
            p.hand("near", f, 22, (706, 560, -6, 0.1))
            p.to(f, 26, lean=30.0)
            self.baby.to(f + 6, 5, gaze_y=0.05)  # baby's eyes go with the ring
            self.baby.to(f + 8, 16, nod=0.10, tilt=-2.0, y=2.0)
            p.add("near.rot", swing(self.frames, f + 24, end, 18, 10))
            p.add("near.y", swing(self.frames, f + 24, end, 27, 5))
        elif e.code == "bring-ring":
            p.hand("near", f, 24, (806, 586, 0, 0.2))
            p.hand("near", end + 3, 26, (690, 634, -6, 0.3))
        elif e.code == "tap-peg":
            p.hand("near", f, 14, (716, 700, 0, 0.1))
            p.to(f, 16, lean=40.0)
            p.add("near.y", swing(self.frames, f + 12, end, 9, 7))
            p.hand("near", end, 22, PARENT_NEAR_REST)
            p.to(end, 24, lean=26.0)
        elif e.code == "help":
            p.hand("near", f, 20, (742, 716, -10, 0.7))
            p.hand("near", f + 34, 14, (722, 724, -6, 0.7))
            p.hands_down(end, 18)
        elif e.code == "clap":
            self._meet(p, e, "clap", (704, 560, -18, 0.4), (712, 556, -14, 0.4), 34)
            p.hands_down(end, 22)
        elif e.code == "ball-on-tower":
            self._ball_on_tower(e)
        elif e.code == "offer":
            p.hand("near", f, 20, (782, 628, -16, 0.9))
            if end < self.frames:
                p.hand("near", end - 60, 30, PARENT_NEAR_REST)
        elif e.code == "cover":
            p.both(f, 13, (558, 378, 20, 0.0), (620, 374, 14, 0.0))
            p.to(f + 2, 14, lean=26.0, tilt=7.0)
            p.to(f + 8, 6, lid=0.0)
            p.add("near.x", swing(self.frames, f + 16, end, 24, 2))
        elif e.code == "open":
            # a small dip before the boo, as before every jump
            p.add("y", pulse(self.frames, f - 12, 9, 5, 8))
            p.add("near.y", pulse(self.frames, f - 10, 8, 4, 6))
            p.add("far.y", pulse(self.frames, f - 10, 8, 4, 6))
            p.to(f - 2, 5, lid=1.0)
            p.both(f, 7, (672, 516, -16, 1.0), (742, 470, -8, 1.0))
            p.to(f, 8, lean=46.0, tilt=12.0)
            if end < 1650:
                p.hands_down(end, 26)
            p.to(end, 26, lean=26.0, tilt=9.0)
        elif e.code == "down":
            p.hands_down(f, 40)
        elif e.code == "palms-up":
            p.both(f, 13, (694, 578, -34, 1.0), (738, 546, -30, 1.0))
            p.to(f, 14, rise=-7.0, tilt=3.0)
            p.to(end, 14, rise=0.0, tilt=9.0)

    def _ball_on_tower(self, e: Event) -> None:
        p, f = self.parent, e.frame
        on = next(r.frame for r in self.story.events if r.tier == "room" and r.code == "ball-on")
        p.hand("near", f, 18, (540, 800, 20, 0.6))
        p.to(f, 20, lean=36.0)
        p.hand("near", f + 20, 34, (716, 652, 12, 0.1))
        p.to(f + 20, 30, lean=42.0)
        p.hand("near", on - 12, 12, (735, 674, 12, 0.1))
        p.hand("near", on + 2, 14, (718, 660, 6, 0.7))
        p.hands_down(e.until, 22)
        p.to(e.until, 24, lean=22.0)

    def _meet(self, figure: Figure, e: Event, code: str, near: Spot, far: Spot, apart: float) -> None:
        """Hands that clap: they meet on the frames that are heard."""
        figure.both(e.frame, 9, near, far)
        n = self.frames
        for k in CLAPS[code]:
            at = e.frame + k
            if at >= e.until:
                continue
            for side, sign in (("near", 1.0), ("far", -1.0)):
                t = np.arange(n) - at
                away = np.where(t < 0, np.clip(1 + t / 8, 0, 1), np.clip(1 - t / 8, 0, 1))
                away = np.where(np.abs(t) <= 8, 0.5 - 0.5 * np.cos(2 * np.pi * away), 0.0)
                figure.add(f"{side}.y", 0.55 * sign * apart * away)
                figure.add(f"{side}.x", -0.20 * sign * apart * away)

    # --- bodies -------------------------------------------------------------------------------------------

    def _baby_body(self, e: Event) -> None:
        b, f, end = self.baby, e.frame, e.until
        if e.code == "kick":
            # legs in turn, arms join in a little later
            n = self.frames
            for k in range(int((end - f) / 11)):
                b.add("kick_near", pulse(n, f + 11 * k, 4, 6, 1.0 if k % 2 == 0 else 0.8))
                b.add("kick_far", pulse(n, f + 5 + 11 * k, 4, 6, 0.9))
            b.add("rise", swing(n, f, end, 11, 3))
            b.add("near.y", swing(n, f + 3, end + 4, 12, 13) - pulse(n, f + 2, 10, 40, 34))
            b.add("far.y", swing(n, f + 4, end + 4, 11, 11, 0.5) - pulse(n, f + 3, 10, 40, 30))
            b.add("near.open", pulse(n, f + 2, 6, 44, 0.7))
        elif e.code == "bounce":
            b.add("rise", swing(self.frames, f, end, 15, 8, 0.25))
            b.add("tilt", swing(self.frames, f + 2, end, 30, 3.5))
            b.add("near.y", swing(self.frames, f + 3, end, 15, 9, 0.25))
            b.add("far.y", swing(self.frames, f + 4, end, 15, 9, 0.25))
            b.add("kick_near", swing(self.frames, f + 4, end, 30, 0.18))

    def _parent_body(self, e: Event) -> None:
        p, f, end = self.parent, e.frame, e.until
        if e.code == "lean-in":
            p.to(f, 20, lean=50.0)
            follows = any(o.tier == e.tier and 0 <= o.frame - end <= 2 for o in self.story.events)
            if end < self.frames and not follows:
                p.to(end, 28, lean=24.0)
        elif e.code == "sway":
            p.to(f, 24, lean=28.0)
            p.add("lean", swing(self.frames, f, end, 60, 17))
            p.add("tilt", swing(self.frames, f + 4, end, 60, 4.5))
            p.add("near.x", swing(self.frames, f + 5, end, 60, 12))
            p.to(end, 24, lean=24.0)
        elif e.code == "sit-back":
            p.to(f, 36, lean=-6.0)
            p.to(f + 3, 30, nod=0.05)
            p.to(f + 64, 40, tilt=13.0)
            p.to(f + 140, 44, tilt=7.0)
            p.to(end, 40, lean=20.0)

    def _room(self, e: Event) -> None:
        f, end = e.frame, e.until
        if e.code == "tail":
            self.tail.extra.append(pulse(self.frames, f, 10, 14, 1.0) + pulse(self.frames, f + 28, 9, 16, 0.8))
        elif e.code == "bird":
            self.bird.to(f, 1.0, 16)
            self.bird.to(end - 20, 0.0, 18)
            for k in (34, 42, 70, 104):
                self.hop.extra.append(pulse(self.frames, f + k, 3, 4, 11))

    # --- one frame ----------------------------------------------------------------------------------------

    def at(self, frame: int) -> Moment:
        """Everything on one frame."""
        parent = self._parent_pose(frame)
        baby = self._baby_pose(frame)
        ring, ring_on = self._ring(frame, parent, baby)
        ball, ball_on = self._ball(frame, parent)
        return Moment(parent, baby, ring, ring_on, ball, ball_on,
                      float(self._tail[frame]), float(self._bird[frame]), float(self._hop[frame]))  # fmt: skip

    def _parent_pose(self, frame: int) -> ParentPose:
        p = self.parent
        return ParentPose(
            head=p.head(frame),
            lean=p.value("lean", frame),
            rise=p.value("rise", frame),
            near=p.one_hand("near", frame),
            far=p.one_hand("far", frame),
        )

    def _baby_pose(self, frame: int) -> BabyPose:
        b = self.baby
        return BabyPose(
            head=b.head(frame),
            lean=b.value("lean", frame),
            rise=b.value("rise", frame),
            near=b.one_hand("near", frame),
            far=b.one_hand("far", frame),
            kick_near=b.value("kick_near", frame),
            kick_far=b.value("kick_far", frame),
        )

    def _event(self, tier: str, code: str) -> Event:
        return self._times[(tier, code)]

    def _ring(self, frame: int, parent: ParentPose, baby: BabyPose) -> tuple[Thing, bool]:
        """On the rug, in the parent's hand, in the baby's hand, down the peg, on the tower."""
        grasp = self._event("parent-hands", "hold-up").frame - 4
        given = self._event("baby-hands", "take-ring").frame
        on = self._event("room", "ring-on").frame
        dropped = on - 9
        sx, sy = seat(2)
        if frame >= dropped:
            fall = min(1.0, (frame - dropped + 1) / 10)
            start = self._held_by_baby(dropped, self._baby_pose(dropped))
            x = sx + (start.x - sx) * max(0.0, 1 - 4 * fall)
            high = sy - 58
            y = start.y + (high - start.y) * min(1.0, 4 * fall) + (sy - high) * fall * fall
            y = min(sy, y)
            after = frame - on
            wobble = 5.0 * math.exp(-after / 5) * math.cos(after * 1.1) if after >= 0 else 0.0
            return Thing(x, y, start.rot * max(0.0, 1 - 2 * fall) + wobble, 0.0), frame >= dropped + 2
        if frame >= given:
            held = self._held_by_baby(frame, baby)
            return _between(self._held_by_parent(frame, parent), held, (frame - given + 1) / 7), False
        if frame >= grasp:
            held = self._held_by_parent(frame, parent)
            return _between(RING_REST, held, (frame - grasp + 1) / 7), False
        return RING_REST, False

    def _held_by_parent(self, frame: int, parent: ParentPose) -> Thing:
        x, y, angle = parent_palm(parent)
        up = self._event("parent-hands", "hold-up").frame
        face = _ease((frame - up - 4) / 18)
        turn = parent.near.rot * 0.6
        return Thing(x + 30 * face, y - 8 * face, angle * 0.3 * (1 - face) + turn, 0.95 * face)

    def _held_by_baby(self, frame: int, baby: BabyPose) -> Thing:
        x, y, angle = baby_palm(baby)
        back = math.radians(angle)
        down = _ease((frame - self._event("baby-hands", "ring-to-peg").frame - 2) / 20)
        taste = _ease((frame - self._event("baby-hands", "mouth-ring").frame) / 12) * (1 - _ease(
            (frame - self._event("baby-hands", "show-ring").frame) / 12))  # fmt: skip
        reach = 30 - 6 * taste
        face = 0.95 * (1 - down)
        return Thing(
            x + reach * math.cos(back) - 4 * down, y + reach * math.sin(back) * (1 - 0.6 * down), 8 * (1 - down), face
        )

    def _ball(self, frame: int, parent: ParentPose) -> tuple[Thing, bool]:
        take = self._event("parent-hands", "ball-on-tower").frame + 19
        on = self._event("room", "ball-on").frame
        top = Thing(TOWER[0], TOWER[1] - 140)
        if frame >= on:
            return top, True
        if frame >= take:
            x, y, angle = parent_palm(parent)
            a = math.radians(angle)
            held = _between(BALL_REST, Thing(x + 16 * math.cos(a), y + 16 * math.sin(a) + 4), (frame - take + 1) / 6)
            return _between(held, top, (frame - on + 5) / 5), False
        return BALL_REST, False


def _between(a: Thing, b: Thing, t: float) -> Thing:
    t = _ease(t)
    return Thing(*(u + (v - u) * t for u, v in ((a.x, b.x), (a.y, b.y), (a.rot, b.rot), (a.face, b.face))))


def _ease(t: float) -> float:
    t = max(0.0, min(1.0, t))
    return t * t * (3 - 2 * t)


def _blink(frames: int, at: int) -> Curve:
    """Shut in two pictures, open in four."""
    out = np.zeros(frames)
    for k, share in enumerate((0.55, 1.0, 0.95, 0.6, 0.25)):
        if at + k < frames:
            out[at + k] = -share
    return out
