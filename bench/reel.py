"""Writing a reel against a bare re-encode of the same frames by PyAV, alternating, on one film.

Two clips with words and one without, as filmed, every frame once: what is compared is the same work. Prints ratios of
sums (ours / bare), of time and of the processor's work (steadier on a busy machine): of the writing, of the writing
with the reading back, and of both with a part hidden; then what a deck with pages, slow parts and waits costs, and how
well that was estimated. JSON on the last line. *Bare* has the same preset and quality and packs as libx264 does by
itself; *our packing* is also bare, with all options of `vfi.media.writing`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtGui import QGuiApplication

from bench.clip import bare, make_film
from vfi.core.clock import FilmClock
from vfi.core.ports import CardWords, StripWords
from vfi.core.programme import Hold, Run
from vfi.core.redaction import Key, Place, Redaction, RedactionId, Region
from vfi.core.time import SECOND, Ns
from vfi.media.index import build_index
from vfi.media.showreel.estimate import estimate
from vfi.media.showreel.order import CardPart, ClipPart, Part, ReelOrder
from vfi.media.showreel.writing import encode_reel, write_reel
from vfi.media.writing import ENCODER_OPTIONS
from vfi.qt.captions import load_fonts
from vfi.qt.cards import QtCardPainter

ROUNDS = 3


def main() -> int:
    application = QGuiApplication([])
    load_fonts()
    painter = QtCardPainter()
    with tempfile.TemporaryDirectory() as folder:
        film = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "film.mp4")
        if len(sys.argv) < 2:
            make_film(Path(film))
        index = build_index(film)
        frames = min(index.frames, 300)
        width, height = index.look.shown_size
        words = StripWords(words=("You waited. She looked back.",))
        band = painter.strip(width, height, words)
        assert band is not None
        empty = painter.strip(width, height, StripWords(), height=band.height)
        out = str(Path(folder) / "reel.mp4")
        whole = ClipPart(film=film, index=index, shots=(), band=band, clock=FilmClock(index.frame_map))

        def clip(first: int, last: int, **more: object) -> ClipPart:
            return replace(whole, shots=(Run(first, last, Fraction(1)),), **more)  # type: ignore[arg-type]

        def order(*parts: Part) -> ReelOrder:
            return ReelOrder(parts=parts, width=width, picture_height=height, band_height=band.height, out=out)

        third = frames // 3
        worded = order(clip(0, third - 1), clip(third, 2 * third - 1), clip(2 * third, frames - 1, band=empty))
        region = Region(
            id=RedactionId("face"),
            start=Ns(0),
            end=index.frame_map.end,
            keys=(
                Key(at=Ns(0), place=Place(0.2, 0.2, 0.2, 0.3)),
                Key(at=index.frame_map.end, place=Place(0.5, 0.4, 0.2, 0.3)),
            ),
        )
        hidden = order(clip(0, frames - 1, redaction=Redaction(regions=(region,))))
        page = painter.card(width, height + band.height, CardWords(paragraphs=(("What do you see your baby do?",),)))
        slow = replace(whole, shots=(Run(0, 99, Fraction(1)), Hold(99, Ns(4 * SECOND)), Run(100, 199, Fraction(1, 4))))
        deck = order(CardPart(image=page, lasts=Ns(6 * SECOND)), slow)
        work = {
            "bare": lambda: bare(film, 0, frames - 1, out),
            "bare, our packing": lambda: bare(film, 0, frames - 1, out, ENCODER_OPTIONS),
            "words": lambda: encode_reel(worded),
            "words, read back": lambda: write_reel(worded),
            "hidden, read back": lambda: write_reel(hidden),
        }
        seconds: dict[str, list[float]] = {name: [] for name in work}
        busy: dict[str, float] = dict.fromkeys(work, 0.0)
        for _ in range(ROUNDS):
            for name, one in work.items():
                begun, worked = time.perf_counter(), time.process_time()
                one()
                seconds[name].append(time.perf_counter() - begun)
                busy[name] += time.process_time() - worked
        guess, begun = estimate(deck), time.perf_counter()
        written = write_reel(deck)
        took = time.perf_counter() - begun
        assert written is not None
    sums = {name: sum(times) for name, times in seconds.items()}
    ratios = {name: round(total / sums["bare"], 3) for name, total in sums.items()}
    work_of = {name: round(total / busy["bare"], 3) for name, total in busy.items()}
    for name, times in seconds.items():
        each = " ".join(f"{one / base:.2f}" for one, base in zip(times, seconds["bare"], strict=True))
        print(f"{name:18} {sorted(times)[len(times) // 2]:6.2f} s   {ratios[name]:.2f} x bare   (rounds: {each})")
        print(f"{'':18} the processor's work  {work_of[name]:.2f} x bare")
    print(f"a deck of {written.lasts / 1e9:.1f} s: {took:.1f} s, estimated {guess.seconds:.1f} s; ", end="")
    print(f"{written.bytes / 1e6:.1f} MB, estimated {guess.bytes / 1e6:.1f} MB")
    result = {"bench": "reel", "frames": frames, "size": [width, height], "ratios": ratios, "processor": work_of}
    result |= {"estimate": {"time": round(guess.seconds / took, 2), "size": round(guess.bytes / written.bytes, 2)}}
    print(json.dumps(result))
    del application
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
