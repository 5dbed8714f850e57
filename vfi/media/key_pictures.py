"""Pictures that stand by themselves, each decoded from its own packet alone: the cheapest look into a film."""

from __future__ import annotations

from pathlib import Path

import av

from vfi.media.feed import PacketFeed, Strayed
from vfi.media.index import FilmIndex
from vfi.media.picture import Picture, copy_planes, plain


class KeyReader:
    """Gives key frames without decoding anything else. One thread owns it; its pictures are plain values."""

    def __init__(self, path: str | Path, index: FilmIndex) -> None:
        self._index = index
        self._feed = PacketFeed(path, index.packets)
        # One thread: a single picture is no sooner there with more, and the other cores belong to the film on screen.
        self._feed.stream.codec_context.thread_count = 1

    def close(self) -> None:
        """Let go of the film."""
        self._feed.close()

    def picture(self, frame: int) -> Picture | None:
        """This key frame; None where its packet alone gives no whole picture (intra refresh, damage).

        Raises:
            FilmError: the film is no longer there, or no longer the one of the index.
        """
        ordinal = int(self._index.order[frame])
        try:
            self._feed.start(ordinal)
            decoded = self._feed.decode_next()
        except Strayed:
            return None
        if not decoded:
            # A decoder holds a picture back until it has seen the next ones; told that there are none, it gives it.
            # Seeking, with which every start begins, makes it ready for more.
            try:
                decoded = self._feed.stream.codec_context.decode(None)
            except av.FFmpegError:
                return None
        found = next((each for each in decoded if each.pts == ordinal), None)
        if found is None or found.is_corrupt:
            return None
        look = self._index.look
        space, range_ = int(found.colorspace), int(found.color_range)
        found = plain(found)
        if (found.width, found.height, found.format.name) != (look.width, look.height, look.format):
            found = found.reformat(look.width, look.height, look.format)
        return Picture(
            frame=frame,
            planes=copy_planes(found),
            look=look,
            colour_space=space,
            colour_range=range_,
            suspect=self._index.is_suspect(frame),
        )
