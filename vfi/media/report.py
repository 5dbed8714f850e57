"""The film report: what a person should know of a film before working with it, as values; the words are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from vfi.core.time import clock_text
from vfi.media.facts import LATE, FilmFacts, probe
from vfi.media.hdr import HLG, PQ
from vfi.media.index import FilmIndex, build_index
from vfi.media.pyav import VideoFormat
from vfi.media.remarks import Warning

_SHOWN_STRETCHES = 5
"""Damaged stretches that are named one by one."""
_DECODED_A_SECOND = 300_000_000
"""Picture elements that a small computer decodes in a second: 145 pictures of 1920 x 1080 (docs/film.md)."""
_NOTICED = 300_000_000
"""A wait (ns) that is worth a word."""
_NAMES = {PQ: "PQ", HLG: "HLG"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySpacing:
    """How far apart the pictures are at which decoding can begin."""

    usual: int
    """Frames from one to the next: the median."""
    longest: int
    """Frames in the longest stretch without one."""
    longest_ns: int
    wait_ns: int
    """About how long the first step back into the longest stretch may take on a small computer; the next ones wait
    for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmReport:
    """All facts of a film and what they mean for the work."""

    facts: FilmFacts
    rate: tuple[int, int]
    """Pictures in how many ns: their quotient is the mean rate."""
    shortest_ns: int
    longest_ns: int
    """Of the steps from one picture to the next; the one picture's length when there is only one."""
    spacing: KeySpacing
    hdr: str | None
    """`HLG`, `PQ`, or None."""
    interlaced: bool
    bits: int
    """Per colour of a picture element as stored."""
    missing_times: int
    """Pictures whose times are worked out, because the film has none for them."""
    suspect: tuple[tuple[int, int], ...]
    """Damaged stretches (first, first after), as far as known without decoding everything."""
    lines: tuple[Warning, ...]
    """The report itself, one sentence each (`FILM_REMARKS` in `vfi.words.sentences_film`)."""


def film_report(path: str | Path, index: FilmIndex | None = None, facts: FilmFacts | None = None) -> FilmReport:
    """Report on a film; reads it through once when there is no index yet.

    Raises:
        FilmError: the film cannot be used; the id says why.
    """
    index = build_index(path) if index is None else index
    facts = probe(path, index) if facts is None else facts
    times = np.append(np.array(index.frame_map.times, np.int64), index.frame_map.end)
    steps = np.diff(times[:-1]) if index.frames > 1 else np.diff(times)
    spacing = _spacing(index, times)
    hdr = _NAMES.get(index.look.transfer)
    found = {remark.id: remark for remark in facts.warnings}
    made_up = found["times-made-up"].values["count"] if "times-made-up" in found else 0
    report = FilmReport(
        facts=facts,
        rate=(index.frames, int(index.frame_map.end)),
        shortest_ns=int(steps.min()),
        longest_ns=int(steps.max()),
        spacing=spacing,
        hdr=hdr,
        interlaced=index.look.interlaced,
        bits=_bits(index.look.format),
        missing_times=int(made_up),
        suspect=index.suspect,
        lines=(),
    )
    return _with_lines(report, index.provisional)


def _spacing(index: FilmIndex, times: np.ndarray[tuple[int], np.dtype[np.int64]]) -> KeySpacing:
    marks = np.unique(np.concatenate([[0], index.key_frames, [index.frames]]))
    gaps = np.diff(marks)
    place = int(gaps.argmax())
    look = index.look
    elements = int(gaps[place]) * look.width * look.height
    return KeySpacing(
        usual=int(np.median(gaps)),
        longest=int(gaps[place]),
        longest_ns=int(times[marks[place + 1]] - times[marks[place]]),
        wait_ns=elements * 1_000_000_000 // _DECODED_A_SECOND,
    )


def _bits(format: str) -> int:
    return max(part.bits for part in VideoFormat(format).components)


def _with_lines(report: FilmReport, provisional: bool) -> FilmReport:
    facts, spacing = report.facts, report.spacing
    lines = [Warning("report-provisional")] if provisional else []
    lines.append(
        Warning(
            "report-size",
            {
                "frames": facts.frames,
                "length": clock_text(facts.duration_ns),
                "width": facts.width,
                "height": facts.height,
                "codec": facts.codec,
            },
        )
    )
    if facts.rotation:
        lines.append(Warning("report-turned", {"degrees": facts.rotation}))
    lines.append(_on_rate(report))
    lines.append(_on_spacing(spacing))
    if report.hdr is not None:
        lines.append(Warning("report-hdr", {"kind": report.hdr, "bits": report.bits}))
    if facts.audio is not None:
        audio = facts.audio
        lines.append(Warning("report-sound", {"codec": audio.codec, "rate": audio.rate, "channels": audio.channels}))
        if 0 < abs(audio.offset_ns) <= LATE:
            which = "report-sound-late" if audio.offset_ns > 0 else "report-sound-early"
            lines.append(Warning(which, {"offset_ns": abs(audio.offset_ns)}))
    lines += [remark for remark in facts.warnings if remark.id not in _SAID]
    if len(report.suspect) > 1:
        lines += [
            Warning("report-stretch", {"first": first, "last": after - 1})
            for first, after in report.suspect[:_SHOWN_STRETCHES]
        ]
    if len(report.suspect) > _SHOWN_STRETCHES:
        lines.append(Warning("report-more-stretches", {"count": len(report.suspect) - _SHOWN_STRETCHES}))
    return replace(report, lines=tuple(lines))


_SAID = frozenset({"variable-rate", "far-key-frames"})
"""Remarks that the report makes in words of its own."""


def _on_rate(report: FilmReport) -> Warning:
    frames, length = report.rate
    rate = f"{frames * 1_000_000_000 / length:.2f}".rstrip("0").rstrip(".")
    if not report.facts.variable_frame_rate:
        return Warning("report-even", {"rate": rate})
    return Warning("report-uneven", {"rate": rate, "shortest_ns": report.shortest_ns, "longest_ns": report.longest_ns})


def _on_spacing(spacing: KeySpacing) -> Warning:
    values = {"usual": spacing.usual, "longest": spacing.longest, "longest_ns": spacing.longest_ns}
    if spacing.longest == 1:
        return Warning("report-all-keys")
    if spacing.wait_ns < _NOTICED:
        return Warning("report-near-keys", values)
    return Warning("report-far-keys", {**values, "wait": f"{spacing.wait_ns / 1e9:.1f}"})
