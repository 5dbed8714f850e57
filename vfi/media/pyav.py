"""PyAV's types by one door, so that whichever thread comes first imports it whole.

The parts of PyAV import one another in a circle. If one thread began with the whole and another with a part
(`from av.container import ...`), each would wait for the other; Python breaks the circle with an error in the middle
(`_DeadlockError`), and what is left are two halves of PyAV that do not fit. So nothing else imports a part of it; `av`
itself may be imported anywhere.
"""

from __future__ import annotations

import av  # first and whole
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.filter.context import FilterContext
from av.packet import Packet
from av.sidedata.sidedata import SideDataContainer, Type
from av.stream import Discard, Disposition
from av.video.format import VideoFormat
from av.video.frame import PictureType, VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream

__all__ = [
    "AudioCodecContext",
    "AudioFrame",
    "AudioResampler",
    "AudioStream",
    "ColorRange",
    "Colorspace",
    "Discard",
    "Disposition",
    "FilterContext",
    "Graph",
    "InputContainer",
    "Interpolation",
    "OutputContainer",
    "Packet",
    "PictureType",
    "SideDataContainer",
    "Type",
    "VideoFormat",
    "VideoFrame",
    "VideoPlane",
    "VideoReformatter",
    "VideoStream",
    "av",
]
