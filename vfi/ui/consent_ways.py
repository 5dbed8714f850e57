"""Where the sheet of a family's consents leads: legal status, who has seen what, and what becomes of what is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from vfi.core.case import Case
from vfi.core.consent import Purpose
from vfi.core.errors import VfiError
from vfi.core.withdrawal import Withdrawal
from vfi.desk.case_page import case_page
from vfi.desk.withdrawing import begin
from vfi.ui.rooms.case_page_sheet import CasePageSheet
from vfi.ui.rooms.case_sheets import ConsentSheet
from vfi.ui.rooms.status_sheet import StatusSheet
from vfi.ui.rooms.withdrawal_sheet import WithdrawalSheet
from vfi.ui.workplace import Workplace
from vfi.words import tr


class ConsentWays(QObject):
    """Lives as long as the sheet it leads on from; `again` shows that sheet anew, `changed` follows a change."""

    def __init__(
        self,
        place: Workplace,
        sheet: ConsentSheet,
        case: Case,
        again: Callable[[], object],
        changed: Callable[[], object],
    ) -> None:
        super().__init__(sheet)
        self._place = place
        self._sheet = sheet
        self._case = case
        self._again = again
        self._changed = changed
        sheet.status_wanted.connect(self._status)
        sheet.page_wanted.connect(self._page)
        sheet.again_wanted.connect(self._anew)
        sheet.withdrawn.connect(self._withdrawn)
        sheet.walk_wanted.connect(self._walk)

    def _anew(self) -> None:
        self._changed()
        self._sheet.close_sheet()
        self._again()

    def _status(self) -> None:
        place, again, changed = self._place, self._again, self._changed
        self._sheet.close_sheet()
        sheet = StatusSheet(place.theme, place.window.page, place.library, self._case)
        if place.show(sheet):
            sheet.saved.connect(lambda _case: changed())
            sheet.saved.connect(lambda _case: again())

    def _page(self) -> None:
        place = self._place
        try:
            rows = case_page(place.library.vault, self._case.id)
        except VfiError as error:
            place.say(error)
            return
        self._sheet.close_sheet()
        place.show(CasePageSheet(place.theme, place.window.page, self._case, rows))

    def _withdrawn(self, consent: str, purposes: tuple[Purpose, ...]) -> None:
        try:
            made = begin(self._place.library.vault, self._case.id, consent, purposes)
        except VfiError as error:
            self._place.say(error)
            return
        if made.items:
            self._walk(made)
        else:
            self._place.done(tr("Taken back from today on. Nothing exists that was made for it."))

    def _walk(self, withdrawal: Withdrawal) -> None:
        place, changed = self._place, self._changed
        self._sheet.close_sheet()
        sheet = WithdrawalSheet(place.theme, place.window.page, place.jobs, place.library, self._case, withdrawal)
        if place.show(sheet):
            sheet.closed.connect(changed)  # also half way: what is deleted is deleted
            sheet.finished.connect(lambda _case: place.done(tr("Everything on the list is done and noted.")))
