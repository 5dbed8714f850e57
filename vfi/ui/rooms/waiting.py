"""What waits in a library: a film without consent, a consent that ends soon, a film watched half."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.coding import Role
from vfi.desk.library_rows import AwayFromHome, CaseRow, SessionRow
from vfi.ui.kit.arranging import cleared
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.lines import Glyph
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.cards import session_title
from vfi.ui.rooms.dates import day_words
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n

SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to see to: its icon, words, what the link says, and where it leads."""

    icon: str
    title: str
    text: str
    action: str
    kind: str
    """consent, code, home"""
    case: str
    session: str = ""
    away: AwayFromHome | None = None


def waiting(
    cases: Sequence[CaseRow],
    sessions: Sequence[SessionRow],
    coder: str,
    today: datetime.date,
    away: Sequence[AwayFromHome] = (),
) -> list[Waiting]:
    """What waits, the most pressing first.

    Cases that have ended are left in peace.
    """
    open_cases = {row.case.id for row in cases if row.case.status != "ended"}
    found = [_away(each, sessions) for each in away]
    for session in sessions:
        if session.session.locked and session.case in open_cases:
            found.append(
                Waiting(
                    "lock-simple",
                    tr("A film is locked"),
                    tr("{case}, {session}. Nobody has agreed to it yet.", case=session.case, session=_short(session)),
                    tr("Write down what was agreed"),
                    "consent",
                    session.case,
                    session.session.id,
                )
            )
    for row in cases:
        if row.to_decide:  # also of a family that has left: it was promised to them
            text = tr("{case}: decide what becomes of what was made with it.", case=row.case.id)
            title = tr("A family has taken it back")
            found.append(Waiting("lock-simple", title, text, tr("Open consents"), "consent", row.case.id))
        if row.case.id in open_cases:
            found += _ending(row, today)
    for session in sessions:
        for coding in session.codings:
            half = coding.watched is not None and 0 < coding.watched < 0.995
            mine = coding.coder == coder or (not coder and coding.role is Role.PRIMARY)
            if half and mine and session.case in open_cases and coding.watched is not None:
                found.append(
                    Waiting(
                        "film-strip",
                        tr("Half watched"),
                        tr(
                            "{case}, {session}: {percent} % watched.",
                            case=session.case,
                            session=_short(session),
                            percent=round(100 * coding.watched),
                        ),
                        tr("Go on coding"),
                        "code",
                        session.case,
                        session.session.id,
                    )
                )
                break
    return found


def _ending(row: CaseRow, today: datetime.date) -> list[Waiting]:
    found = []
    if row.case.to_review:
        text = tr("{case}: the legal status has changed; look at each agreement again.", case=row.case.id)
        found.append(Waiting("scales", tr("Consents to review"), text, tr("Open consents"), "consent", row.case.id))
    for consent in row.case.consents:
        if consent.is_due(today):
            text = tr("{case}: to be talked about again since {day}.", case=row.case.id, day=day_words(consent.review))
            found.append(Waiting("hourglass", tr("Talk again"), text, tr("Open consents"), "consent", row.case.id))
        if not consent.expires or consent.withdrawn:
            continue
        days = (datetime.date.fromisoformat(consent.expires) - today).days
        if 0 <= days <= SOON_DAYS:
            title = tr_n("Consent ends in {n} day", "Consent ends in {n} days", days)
        elif days < 0:
            title = tr("Consent has ended")
        else:
            continue
        person = next((person.label for person in row.case.people if person.id == consent.person), consent.person)
        text = tr(
            "{case}: given by {person}, until {day}.", case=row.case.id, person=person, day=day_words(consent.expires)
        )
        found.append(Waiting("hourglass", title, text, tr("Open consents"), "consent", row.case.id))
    return found


def _away(away: AwayFromHome, sessions: Sequence[SessionRow]) -> Waiting:
    row = next((row for row in sessions if (row.case, row.session.id) == (away.case, away.session)), None)
    return Waiting(
        "hard-drives",
        tr("A coding waits on this computer"),
        tr(
            "{case}, {session}. The library did not answer; what was keyed then is safe here.",
            case=away.case,
            session=_short(row) if row is not None else away.session,
        ),
        tr("Bring it home"),
        "home",
        away.case,
        away.session,
        away,
    )


def _short(session: SessionRow) -> str:
    return session_title(session)


class WaitingItem(QFrame):
    """One of them: icon, title, sentence, link."""

    def __init__(self, theme: Theme, item: Waiting, act: Callable[[Waiting], object]) -> None:
        super().__init__()
        self.setProperty("line", "top")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(theme, item.title, weight="semibold", wrap=True))
        words.addWidget(Text(theme, item.text, "small", tone="text2", wrap=True))
        link = Button(theme, item.action, "link", on_click=lambda: act(item))
        link.setAccessibleName(f"{item.action}: {item.text}")
        words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(10)
        row.addWidget(Glyph(theme, item.icon, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class WaitingList(QWidget):
    """All of them, under one another; a sentence when there is nothing."""

    def __init__(self, theme: Theme, act: Callable[[Waiting], object]) -> None:
        super().__init__()
        self._theme = theme
        self._act = act
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.items: list[Waiting] = []

    def show_items(self, items: list[Waiting]) -> None:
        self.items = items
        cleared(self._column)
        for item in items[:6]:
            self._column.addWidget(WaitingItem(self._theme, item, self._act))
        if not items:
            calm = tr("Nothing. Every film has its consent, and none was left half watched.")
            self._column.addWidget(Text(self._theme, calm, "small", tone="text2", wrap=True))
