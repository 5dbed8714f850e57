"""Draw and sound the example film from story.toml, or one still of it.

QT_QPA_PLATFORM=offscreen python sessions/making/make_film.py [-o OUT.mp4] [--still FRAME OUT.png]
"""

from __future__ import annotations

import argparse
import os
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from acting import Acting, Moment
from figures import (
    baby_body,
    baby_near_arm,
    ball,
    parent_body,
    parent_near_arm,
    ring,
    seat,
    tower,
)
from pen import SHEET
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from room import room
from story import Story, read_story
from voices import RATE, sound

HERE = Path(__file__).resolve().parent
FILM = HERE.parent / "F012" / "2026-03-11-home-play" / "film.mp4"


def paint(p: QPainter, moment: Moment, time: float) -> None:
    """Draw one moment on the sheet, from back to front."""
    room(p, time, moment.tail, moment.bird, moment.hop)
    parent_body(p, moment.parent)
    baby_body(p, moment.baby)
    tower(p)
    for level in (0, 1):
        ring(p, level, *seat(level), 0.0, 0.0)
    loose = moment.ring

    def small_ring() -> None:
        ring(p, 2, loose.x, loose.y, loose.rot, loose.face)

    if moment.ring_on_tower:
        small_ring()
    if moment.ball_on_tower:
        ball(p, moment.ball.x, moment.ball.y)
    if not moment.ring_on_tower:
        small_ring()
    if not moment.ball_on_tower:
        ball(p, moment.ball.x, moment.ball.y)
    parent_near_arm(p, moment.parent)
    baby_near_arm(p, moment.baby)


class Easel:
    """Paints frames into one picture of the film's size."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.acting = Acting(story)
        self.image = QImage(story.width, story.height, QImage.Format.Format_RGB888)

    def frame(self, number: int) -> QImage:
        """Paint a frame (the next call paints over it)."""
        p = QPainter(self.image)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.scale(self.story.width / SHEET[0], self.story.height / SHEET[1])
        paint(p, self.acting.at(number), number / self.story.frame_rate)
        p.end()
        return self.image

    def array(self, number: int) -> NDArray[np.uint8]:
        """A frame as rows of RGB."""
        image = self.frame(number)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def write_film(story: Story, out: Path) -> None:
    """Encode all frames and the sound."""
    easel = Easel(story)
    waves = sound(story)
    part = out.with_suffix(".part.mp4")
    options = {"movflags": "+faststart", "fflags": "+bitexact", "video_track_timescale": "30000"}
    with av.open(str(part), "w", options=options) as film:
        video = film.add_stream("libx264", rate=story.frame_rate)
        video.width, video.height, video.pix_fmt = story.width, story.height, "yuv420p"
        video.time_base = Fraction(1, 30000)
        video.codec_context.time_base = Fraction(1, story.frame_rate)
        # B-frames, and a key picture only every 250: an ordinary film, and hard for a program that steps
        video.options = {"crf": "24.5", "preset": "slow", "g": "250", "bf": "4", "profile": "high"}
        context = video.codec_context
        context.color_primaries = context.color_trc = context.colorspace = 1  # bt709
        context.color_range = 1  # limited
        context.thread_count, context.thread_type = 4, "FRAME"  # the same number everywhere: the same pictures
        audio = film.add_stream("aac", rate=RATE, layout="stereo")
        audio.bit_rate = 128_000
        done = 0
        for number in range(story.frames):
            picture = av.VideoFrame.from_ndarray(easel.array(number), format="rgb24")
            picture = picture.reformat(
                format="yuv420p",
                src_colorspace=Colorspace.ITU709,
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
            )
            picture.pts, picture.time_base = number, Fraction(1, story.frame_rate)
            film.mux(video.encode(picture))
            # keep the sound beside the pictures in the file
            until = (number + 1) * RATE // story.frame_rate
            while done + 1024 <= until or (number == story.frames - 1 and done < waves.shape[1]):
                piece = np.ascontiguousarray(waves[:, done : done + 1024])
                samples = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
                samples.sample_rate, samples.pts, samples.time_base = RATE, done, Fraction(1, RATE)
                film.mux(audio.encode(samples))
                done += piece.shape[1]
            if number % 225 == 0:
                print(f"{number} of {story.frames} frames", file=sys.stderr)
        film.mux(video.encode(None))
        film.mux(audio.encode(None))
    part.replace(out)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Draw the example film from story.toml.")
    parser.add_argument("-o", "--output", type=Path, default=FILM, help="where the film goes")
    parser.add_argument("--still", nargs=2, metavar=("FRAME", "OUT.png"), help="only this picture")
    parser.add_argument("--count", action="store_true", help="only print how many events the story has")
    asked = parser.parse_args()
    story = read_story()
    if asked.count:
        for name, n in story.count().items():
            print(f"{n:4d} {name}")
        return 0
    app = QGuiApplication(sys.argv[:1])
    if asked.still:
        Easel(story).frame(int(asked.still[0])).save(asked.still[1])
    else:
        write_film(story, asked.output)
    app.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
