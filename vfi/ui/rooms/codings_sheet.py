"""The codings of one session: go on with one's own, start another, or read what somebody else has coded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.coding import Role
from vfi.core.scheme import NO_SCHEME, Scheme
from vfi.desk.library_rows import CodingRow
from vfi.desk.session import Another, This
from vfi.ui.errors import words_of
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.choices import ChoiceRow
from vfi.ui.kit.fields import Choice, FormRows, Segments
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text, isolated
from vfi.ui.rooms.cards import role_words
from vfi.ui.rooms.dates import day_words
from vfi.ui.theme import Theme
from vfi.words import listed, tr, tr_n

_ROLES = (Role.PRIMARY, Role.SECOND, Role.RECODE, Role.TRAINING)


class CodingsSheet(Sheet):
    """Asks which coding; `chosen` carries a `CodingChoice`."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        session: str,
        codings: Sequence[CodingRow],
        schemes: Sequence[Scheme],
        coder: str,
        scheme: str | None,
        here: str = "",
    ) -> None:
        """`scheme`: what the session starts with. `here`: path of the coding that is open."""
        super().__init__(theme, host, tr("Codings"), session)
        self.rows: list[ChoiceRow] = []
        mine = [row for row in codings if row.coder.casefold() == coder.casefold()]
        others = [row for row in codings if row not in mine]
        # what Enter in the library goes on with stands first
        mine.sort(key=lambda row: (row.scheme_ref == scheme, row.changed), reverse=True)
        if mine:
            self._group(tr("Your codings"), mine, here, own=True)
        if others:
            self._group(tr("Somebody else's, to read"), others, here, own=False)
        known = {each.ref for each in schemes} | {each.id for each in schemes}
        items = [(each.ref, each.title) for each in schemes]
        if scheme and scheme not in known:
            items.append((scheme, scheme))
        items.append((NO_SCHEME.ref, tr("No scheme: marks only")))
        self.scheme = Choice(theme, tr("Scheme"), items)
        self.scheme.set_value(
            next((ref for ref, _ in items if scheme and ref.split("@")[0] == scheme.split("@")[0]), "")
        )
        second = bool(others) and not mine
        self.role = Segments(
            theme,
            tr("As"),
            [(role.value, role_words(role)) for role in _ROLES],
            (Role.SECOND if second else Role.PRIMARY).value,
        )
        self._another = QWidget()
        form = FormRows(theme)
        form.add(tr("Scheme"), self.scheme)
        form.add(tr("As"), self.role)
        column = QVBoxLayout(self._another)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Text(theme, tr("Start another coding"), "caption", "medium", "text3"))
        column.addWidget(form)
        self.body.addWidget(self._another)
        note = tr("Every coding stands by itself: nothing of another is shown or changed.")
        self.foot.addWidget(Text(theme, note, "small", tone="text2", wrap=True), 1)
        self.start = Button(theme, tr("Start another"), "plain" if mine else "first", on_click=self._start)
        foot = QHBoxLayout()
        foot.addWidget(self.start)
        self.foot.addLayout(foot)

    def first(self) -> QWidget:
        """What takes the keyboard: the coding that one would go on with."""
        return next((row for row in self.rows if row.isEnabled()), self.start)

    def _group(self, words: str, codings: Sequence[CodingRow], here: str, *, own: bool) -> None:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Text(self.theme, words, "caption", "medium", "text3"))
        for coding in codings:
            row = ChoiceRow(
                self.theme,
                isolated(coding.scheme) if own else listed((coding.coder, coding.scheme)),
                _facts(coding, here=coding.path == here),
                avatar=coding.coder,
                action=tr("Go on") if own else tr("Read"),
            )
            row.setEnabled(coding.trouble is None and coding.path != here)
            row.clicked.connect(lambda _on=False, path=coding.path: self._take(This(path, write=own)))
            self.rows.append(row)
            column.addWidget(row)
        self.body.addLayout(column)

    def accept(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, ChoiceRow):
            focus.click()
        elif self._another.isAncestorOf(focus) if focus is not None else False:
            self._start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key())
        stops = [row for row in self.rows if row.isEnabled()]
        here = next((place for place, row in enumerate(stops) if row.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(stops):
            stops[here + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _start(self) -> None:
        self._take(Another(self.scheme.value(), Role(self.role.value())))

    def _take(self, choice: This | Another) -> None:
        self.close_sheet()
        self.chosen.emit(choice)


def _facts(coding: CodingRow, *, here: bool) -> str:
    if coding.trouble is not None:
        return words_of(coding.trouble)
    parts = [role_words(coding.role), tr_n("{n} event", "{n} events", coding.events)]
    if coding.watched is not None:
        parts.append(tr("{percent} % watched", percent=round(100 * coding.watched)))
    if coding.changed:
        parts.append(day_words(coding.changed[:10]))
    if here:
        parts.append(tr("open now"))
    return listed(parts)
