"""What the banner says of the coding that is open, and the ways on from one that can only be read."""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import TYPE_CHECKING

from vfi.desk.held_coding import TIMES_UNKNOWN
from vfi.desk.session import CodingChoice, GoOn, This
from vfi.ui.code.safety import Notice
from vfi.ui.kit.lines import Action, Banner
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.ui.coding_session import CodingSession


class CodingBanner:
    """`again` opens the session once more: case, session, which coding."""

    def __init__(self, banner: Banner, again: Callable[[str, str, CodingChoice], object]) -> None:
        self._banner = banner
        self._again = again

    def show(self, notice: Notice | None, coding: CodingSession | None) -> None:
        """How safe the work is, or why nothing can be changed; nothing when all is well."""
        if notice is None or coding is None:
            self._banner.hide()
            return
        reason, ways_on = coding.desk.read_only, self._ways_on(coding)
        if reason is not None and reason.id == "opened-for-reading":
            # chosen by the person: said calmly
            strong = tr("You are reading what {coder} coded.", coder=coding.opened.coding.header.coder)
            self._banner.say(strong, tr("Nothing in it can be changed."), "warning", "eye", ways_on)
            return
        waits = reason is not None and reason.id == TIMES_UNKNOWN
        icon = "hourglass" if waits else "hard-drives" if notice.level == "warning" else ""
        self._banner.say(notice.strong, notice.text, notice.level, icon, ways_on)

    def _ways_on(self, coding: CodingSession) -> tuple[Action, ...]:
        """What can be done about a coding that is read only."""
        reason = coding.desk.read_only
        if reason is None or reason.id == TIMES_UNKNOWN:
            return ()
        path = coding.opened.path

        def way(words: str, icon: str, choice: CodingChoice) -> Action:
            return words, icon, lambda: self._again(coding.case, coding.session, choice)

        again = way(tr("Try again"), "arrow-clockwise", This(path))
        match reason.id:
            case "opened-for-reading":
                return (way(tr("Go on with my coding"), "", GoOn()),)
            case "coding-open-elsewhere" if reason.values.get("host") not in (platform.node(), "?"):
                return (again, way(tr("Take over"), "", This(path, take_over=True)))
            case "coding-of-newer-version":
                return ()
            case _:
                return (again,)
