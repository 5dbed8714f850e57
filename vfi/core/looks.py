"""How a film's picture is looked at: nearer, turned, mirrored, brighter; nothing of it changes film or coding."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vfi.core.errors import BadInput

MOST_ZOOM = 8.0
MOST_BRIGHTNESS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLook:
    """Settings of one film's view."""

    zoom: float = 1.0
    """1: the whole picture fits into its room; up to `MOST_ZOOM`."""
    x: float = 0.5
    y: float = 0.5
    """Which part of the picture as seen is in the middle, 0 (left, top) to 1; counts where it is zoomed."""
    turn: int = 0
    """Degrees by which the picture is turned clockwise, besides what the film itself says: 0, 90, 180, 270."""
    mirror: bool = False
    """Left and right change places, after turning."""
    brightness: int = 0
    """Steps brighter, or darker where negative; black and white stay what they are."""
    smooth: bool = False
    """An interlaced film is shown without its combs; else woven, as it was recorded, which shows both its moments."""

    def __post_init__(self) -> None:
        good = (
            1.0 <= self.zoom <= MOST_ZOOM
            and 0.0 <= self.x <= 1.0
            and 0.0 <= self.y <= 1.0
            and self.turn in (0, 90, 180, 270)
            and abs(self.brightness) <= MOST_BRIGHTNESS
        )
        if not good:
            raise BadInput("picture-look", zoom=self.zoom, x=self.x, y=self.y, turn=self.turn)

    def zoomed(self, zoom: float, x: float | None = None, y: float | None = None) -> PictureLook:
        """With another zoom, as far as there is one, and another middle; the whole picture is always in the middle."""
        zoom = min(MOST_ZOOM, max(1.0, zoom))
        if zoom < 1.01:
            return replace(self, zoom=1.0, x=0.5, y=0.5)
        middle = [min(1.0, max(0.0, new if new is not None else old)) for new, old in ((x, self.x), (y, self.y))]
        return replace(self, zoom=zoom, x=middle[0], y=middle[1])

    def turned(self) -> PictureLook:
        """A quarter further, clockwise; what was in the middle stays there.

        >>> PictureLook(zoom=2, x=1.0, y=0.0).turned()
        PictureLook(zoom=2, x=1.0, y=1.0, turn=90, mirror=False, brightness=0, smooth=False)
        """
        if self.mirror:  # seen in a mirror, clockwise is the other way round for the film
            return replace(self, turn=(self.turn - 90) % 360, x=1.0 - self.y, y=self.x)
        return replace(self, turn=(self.turn + 90) % 360, x=1.0 - self.y, y=self.x)

    def mirrored(self) -> PictureLook:
        """The other way round."""
        return replace(self, mirror=not self.mirror, x=1.0 - self.x)

    def brighter(self, steps: int) -> PictureLook:
        """So many steps brighter, darker where negative, as far as there are steps."""
        return replace(self, brightness=min(MOST_BRIGHTNESS, max(-MOST_BRIGHTNESS, self.brightness + steps)))


AS_FILMED = PictureLook()
