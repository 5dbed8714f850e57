"""A shared review as it goes: time marks while the parent speaks, words written down after, together."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from vfi.core.consent import Answer
from vfi.core.deck import Deck, ItemId
from vfi.core.errors import BadInput, VfiError
from vfi.core.time import Ns
from vfi.core.visit import Remark, RemarkKind, Visit
from vfi.desk.session import SessionDesk
from vfi.store.audit import Act, append_audit
from vfi.store.visits import VisitFile, begin_visit, read_visit, visit_paths

_log = logging.getLogger(__name__)


class VisitDesk:
    """One visit, being held or looked at afterwards. Made by `begin` or `open_visit`.

    A mark is in the file when its method returns, and on the disk soon after: the window never waits for the disk.
    """

    def __init__(self, file: VisitFile, visit: Visit, clock: Callable[[], int]) -> None:
        self._file = file
        self._visit = visit
        self._clock = clock
        self._begun = clock()
        self._disk = ThreadPoolExecutor(1, "vfi-visit")

    @property
    def visit(self) -> Visit:
        return self._visit

    def said(self, item: ItemId, at: Ns | None) -> Remark:
        """The parent says something now, with this clip or page on the screen.

        `at`: session clock of the picture; None on a page.

        Raises:
            CouldNot: it cannot be written.
        """
        return self._mark(RemarkKind.SAID, item, at)

    def heart(self, item: ItemId, at: Ns | None) -> Remark:
        """The parent loves this moment."""
        return self._mark(RemarkKind.HEART, item, at)

    def set_words(self, number: int, words: str) -> Remark:
        """Write down what was said at this mark, or write it otherwise.

        Raises:
            BadInput: `no-such-remark`. CouldNot: it cannot be written.
        """
        remark = replace(self._known(number), words=words.strip(), struck=False)
        self._write_anew(remark)  # the words that stood there before are not to be found under the new ones
        return remark

    def strike(self, number: int) -> Remark:
        """The parent does not want it kept: the words are taken out of the file, not only marked.

        Raises:
            BadInput: `no-such-remark`. CouldNot: it cannot be written.
        """
        remark = replace(self._known(number), words="", struck=True)
        self._write_anew(remark)
        return remark

    def close(self) -> None:
        """Let go of the file; what was marked is on the disk then."""
        self._disk.shutdown()
        self._file.close()

    def _mark(self, kind: RemarkKind, item: ItemId, at: Ns | None) -> Remark:
        remark = Remark(
            number=len(self._visit.remarks) + 1,
            kind=kind,
            item=item,
            at=at,
            since_start=Ns(self._clock() - self._begun),
        )
        self._file.add(remark)
        self._visit = self._visit.with_remark(remark)
        self._disk.submit(self._sync)
        return remark

    def _write_anew(self, remark: Remark) -> None:
        """What could not be written is not taken for written: it can be tried again."""
        visit = self._visit.with_remark(remark)
        self._file.write_anew(visit)
        self._visit = visit

    def _sync(self) -> None:
        try:
            self._file.sync()
        except VfiError:
            _log.exception("a mark of a visit is written, but not yet safe from a power cut")

    def _known(self, number: int) -> Remark:
        remark = self._visit.remark(number)
        if remark is None:
            raise BadInput("no-such-remark", number=number)
        return remark


def begin(
    session: SessionDesk, deck: Deck, answer: Answer, *, who: str, clock: Callable[[], int] = time.monotonic_ns
) -> VisitDesk:
    """A visit begins: it gets a file of its own, and the case's audit file says that the film was shown.

    `answer`: the gate's, see `vfi.desk.showing.Prepared`.

    Raises:
        CouldNot: it cannot be written; then nothing must be shown.
    """
    if session.case is not None:
        append_audit(
            session.vault,
            session.case.folder,
            who=who,
            what=Act.PRESENTED,
            answer=answer,
            session=session.session.id,
            details={"deck": deck.id, "clips": len(deck.clips)},
        )
    path, visit = begin_visit(session.vault, session.folder, deck.id, who=who)
    return VisitDesk(VisitFile(session.vault, path), visit, clock)


def visits(session: SessionDesk, deck: str) -> list[str]:
    """The visits in which this deck was shown, the oldest first, for `open_visit`."""
    return visit_paths(session.vault, session.folder, deck)


def open_visit(session: SessionDesk, path: str, *, clock: Callable[[], int] = time.monotonic_ns) -> VisitDesk:
    """A visit of before, to add the words.

    Raises:
        FileDamaged: `visit-line-unreadable`. CouldNot: it cannot be opened.
    """
    return VisitDesk(VisitFile(session.vault, path), read_visit(session.vault, path), clock)
