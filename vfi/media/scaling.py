"""Pictures brought to another size and format, in memory that is used again."""

from __future__ import annotations

from itertools import pairwise

from vfi.media.pyav import Graph, VideoFrame

ONE_THREAD = 1
"""In `VideoFrame.reformat` swscale (FFmpeg 8.1) with several threads lets one run over the end of its last row into the
first row of the next thread, after that was written: dashes of 4 pixels at the left edge, at widths such as 770. A
filter's rows are longer than they need be, which hides it. One thread is as fast here."""


class Scaler:
    """swscale as a filter, made for one kind of picture at a time. One thread owns it.

    A filter hands its pictures' memory out again once nobody holds them. `VideoFrame.reformat` takes it from the C
    library for every picture, and fresh pages cost as much as the scaling itself.
    """

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._made_for: tuple[object, ...] = ()

    def scaled(self, frame: VideoFrame, width: int, height: int, format: str) -> VideoFrame:
        """The picture in this size and FFmpeg's pixel format; the same memory where nothing is to be done.

        Bilinear. The colour matrix and range of the frame hold; what is not RGB keeps them.
        """
        space, reach = int(frame.colorspace), int(frame.color_range)
        wanted = (frame.width, frame.height, frame.format.name, space, reach, width, height, format)
        if self._graph is None or self._made_for != wanted:
            self._graph, self._made_for = _graph(frame, space, reach, f"{width}:{height}", format), wanted
        frame.pts = None
        self._graph.vpush(frame)
        return self._graph.vpull()


def _graph(frame: VideoFrame, space: int, reach: int, size: str, format: str) -> Graph:
    graph = Graph()
    graph.threads = ONE_THREAD
    source = f"video_size={frame.width}x{frame.height}:pix_fmt={frame.format.name}:time_base=1/1"
    steps = (
        graph.add("buffer", f"{source}:colorspace={space}:range={reach}"),
        graph.add("scale", f"{size}:flags=bilinear"),
        graph.add("format", f"pix_fmts={format}"),
        graph.add("buffersink"),
    )
    for step, following in pairwise(steps):
        step.link_to(following)
    graph.configure()
    return graph
