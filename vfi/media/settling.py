"""Settling the order of display: time stamps where they tell it, trial decoding where they do not.

The rule. The first pictures are always decoded. The last ones, from the last key frame on, are decoded too, unless the
container's own table proves the film complete (MP4 and MOV). Packets there that give no picture are not counted as
frames. Where time stamps are missing or alike, or where a picture is missing in between at the start (two fields in two
packets) or much is missing at the end, the whole film is decoded once, and the decoder's order holds. A packet in the
middle of a damaged film that gives no picture may remain: the reader then says so for that frame and shows no other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vfi.core.errors import FilmError
from vfi.media.checking import Trial, decode_trial
from vfi.media.order import Timeline, needs_decoding, shown, timeline
from vfi.media.packets import KEY, NO_PICTURE, UNFED, Cancelled, Packets, Progress
from vfi.media.picture import Look
from vfi.media.rational import TimeBase

_HEAD = 24
"""Frames decoded at the start, and packets after them: more than any decoder holds back."""
_NOTHING_NEW = 9
"""Bytes: smaller MPEG-4 packets hold no picture."""
_SMALL = 128
"""Films of up to so many packets are simply decoded whole."""
_FEW = 8
"""So many packets without a picture at the end are a broken end; more may be a way of storing."""
_BROKEN_AT_END = 3
"""How many packets at the very end may be found broken."""
_TAIL = 1500
"""Longest tail that is decoded; a longer one (a single key frame in a whole film) is trusted."""


class NotSettled(Exception):
    """The whole film would have to be decoded, and there is no time for that now."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome: packets with those that give no picture marked, the timeline, the look, and what was odd."""

    packets: Packets
    timeline: Timeline
    look: Look
    damaged: npt.NDArray[np.int32]
    """Ordinals of pictures that came out damaged, as far as was looked."""
    lost: int
    """How many packets give no picture though they should."""
    resized: int


def settle(
    path: str | Path,
    packets: Packets,
    base: TimeBase,
    nominal: TimeBase | None,
    *,
    complete: bool,
    codec: str = "",
    quick: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Settled:
    """Find the order of display and leave out what cannot be shown.

    Args:
        complete: the container's own table proves that the last packet is whole.
        quick: decode the first pictures only (all those of a very short film).

    Raises:
        FilmError: `film-no-frames` when nothing can be decoded.
        CouldNot: `cancelled`.
        NotSettled: `quick`, and the first pictures leave the order open.
    """
    asked = needs_decoding(packets)
    # "Nothing new" in MPEG-4 (in old AVI files): either no picture, or the place of one stored with the one before.
    doubtful = codec == "mpeg4" and bool(np.any(packets.size < _NOTHING_NEW))
    whole = asked or doubtful or len(packets) <= _SMALL
    trials: list[Trial] = []
    left = packets
    if not whole:
        laid = timeline(packets, base, nominal=nominal)
        ranks = _ranks(packets, laid)
        head = decode_trial(path, packets, 0, _head_end(packets, laid), cancelled=cancelled)
        trials, lost = [head], _missing(head, packets, ranks)
        first = int(ranks[head.given].min()) if len(head.given) else len(packets)
        left = _without(packets, lost)
        whole = bool(np.any(ranks[lost] > first)) or not _rising(head, ranks)
        if not whole and not complete and not quick:
            tails, left = _tail_trials(path, left, ranks, cancelled)
            trials += tails
            lost = np.flatnonzero(shown(packets) & ~shown(left))
            lost = lost[lost > len(packets) // 2]
            whole = len(lost) > _FEW and len(lost) * 4 > len(packets) - int(lost.min())
    if whole:
        if quick and len(packets) > _SMALL:
            raise NotSettled
        trial, left = _drained_trial(path, packets, 0, np.zeros(len(packets), np.int32), cancelled, progress)
        trials, left = [trial], _without(left, _never_given(trial, left))
        if not asked and np.any(shown(left)):
            asked = not _rising(trial, _ranks(left, timeline(left, base, nominal=nominal)))
    look = next((trial.look for trial in trials if trial.look is not None), None)
    if look is None or not np.any(shown(left)):
        raise FilmError("film-no-frames", name=Path(path).name)
    return Settled(
        packets=left,
        timeline=timeline(left, base, nominal=nominal, decoded=trials[0].given if asked else None),
        look=look,
        damaged=np.unique(np.concatenate([trial.damaged for trial in trials])),
        lost=int(np.count_nonzero(shown(packets)) - np.count_nonzero(shown(left))),
        resized=max(trial.resized for trial in trials),
    )


def _head_end(packets: Packets, laid: Timeline) -> int:
    """The first packets, up to where the first frames and what the decoder holds back have been fed."""
    return min(len(packets), int(laid.order[:_HEAD].max(initial=0)) + 1 + _HEAD)


def _ranks(packets: Packets, laid: Timeline) -> npt.NDArray[np.int32]:
    ranks = np.full(len(packets), -1, np.int32)
    ranks[laid.order] = np.arange(len(laid.order), dtype=np.int32)
    return ranks


def _rising(trial: Trial, ranks: npt.NDArray[np.int32]) -> bool:
    """Did the pictures come in the order in which they are to be shown?"""
    came = ranks[trial.given]
    return bool(np.all(np.diff(came[came >= 0]) > 0))


def _never_given(trial: Trial, packets: Packets) -> npt.NDArray[np.int64]:
    """The packets of a stretch that should have given a picture and have not."""
    absent = shown(packets)
    absent[trial.given] = False
    absent[: trial.first] = False
    absent[trial.after :] = False
    return np.flatnonzero(absent)


def _missing(trial: Trial, packets: Packets, ranks: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Those of a stretch that cannot come any more: a later picture has come, or the film is over."""
    absent = _never_given(trial, packets)
    if trial.drained or not len(trial.given):
        return absent
    return np.asarray(absent[ranks[absent] < ranks[trial.given].max()], np.int64)


def _tail_trials(
    path: str | Path, packets: Packets, ranks: npt.NDArray[np.int32], cancelled: Cancelled | None
) -> tuple[list[Trial], Packets]:
    """Decode the end of the film; packets that give no picture, even when begun at an earlier key frame, are marked."""
    keys = np.flatnonzero(packets.has(KEY))
    starts = [int(key) for key in keys[::-1][:3] if len(packets) - key <= _TAIL]
    trials: list[Trial] = []
    left, lost = packets, np.zeros(0, np.int64)
    for start in starts:
        trial, left = _drained_trial(path, left, start, ranks, cancelled)
        trials.append(trial)
        absent = _absent_at_end(trial, left, ranks)
        absent = absent[(absent >= starts[0]) & (ranks[absent] >= ranks[starts[0]])]
        lost = absent if len(trials) == 1 else np.intersect1d(lost, absent)
        if not len(lost):
            break
    return trials, _without(left, lost)


def _absent_at_end(trial: Trial, packets: Packets, ranks: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """What a trial from a key frame to the film's end should have given; leading pictures cannot come from there."""
    absent = _never_given(trial, packets)
    return np.asarray(absent[ranks[absent] >= ranks[trial.first]], np.int64)


def _drained_trial(
    path: str | Path,
    packets: Packets,
    start: int,
    ranks: npt.NDArray[np.int32],
    cancelled: Cancelled | None,
    progress: Progress | None = None,
) -> tuple[Trial, Packets]:
    """Decode up to the film's end. A broken packet there makes the emptying decoder give up with whole pictures inside:
    where some are missing at the very end, the last packet is held back and the trial made again."""
    trial = decode_trial(path, packets, start, len(packets), progress=progress, cancelled=cancelled)
    for _ in range(_BROKEN_AT_END):
        absent = _absent_at_end(trial, packets, ranks)
        at_end = absent[absent >= len(packets) - _HEAD]
        if not len(at_end):
            break
        fewer = _without(packets, at_end[-1:], UNFED)
        again = decode_trial(path, fewer, start, len(packets), cancelled=cancelled)
        # One less is missing by the holding back alone: only a picture won shows that it was right.
        if len(again.given) <= len(trial.given):
            break
        trial, packets = again, fewer
    return trial, packets


def _without(packets: Packets, ordinals: npt.NDArray[np.int64], flag: int = 0) -> Packets:
    """The packets with these marked as giving no picture."""
    if not len(ordinals):
        return packets
    flags = packets.flags.copy()
    flags[ordinals] |= NO_PICTURE | flag
    return replace(packets, flags=flags)
