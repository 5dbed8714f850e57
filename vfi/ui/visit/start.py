"""The first page of a visit: is this the right family, and what will be on which screen?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from vfi.core.presenting import Press
from vfi.core.showing import Backstage
from vfi.ui.present.keys import meaning
from vfi.ui.rooms.dates import day_words
from vfi.ui.visit.pages import CalmLabel, CalmPage
from vfi.ui.visit.screens import Why
from vfi.words import tr


def family_question(backstage: Backstage) -> str:
    """Asked before anything is shown."""
    day = day_words(backstage.film_day, year=False)
    if not backstage.family:
        return tr("The film of {day}. Right?", day=day)
    if not day:
        return tr("Family {family}. Right?", family=backstage.family)
    return tr("Family {family}, film of {day}. Right?", family=backstage.family, day=day)


def screens_said(why: Why) -> str:
    """What the screens will show, said before it starts."""
    return {
        Why.ONE: tr("There is one screen: no notes are shown. Your script is on paper."),
        Why.MIRRORED: tr("The other screen shows the same as this one: no notes are shown."),
        Why.TWO: tr("There is a second screen: the film is shown there, your notes stay on this one."),
    }[why]


class StartPage(CalmPage):
    """No picture of anybody: if it is the wrong family, nobody has been seen."""

    yes = Signal(bool)
    """Go; True: straight to the first clip."""
    no = Signal()
    swap = Signal()
    """The screens the other way round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("One moment, please"), "", parent)
        self.setWindowTitle(" ")
        self._screens = CalmLabel("", 18, "pageText2")
        self.middle.addWidget(self._screens)
        self._asking = False

    def ask(self, backstage: Backstage, why: Why) -> None:
        """Right family?"""
        self._asking = True
        self.say(family_question(backstage))
        self.tell_screens(why)
        swap = (("presentation", tr("Swap the screens"), self.swap.emit, False),) if why is Why.TWO else ()
        self.set_buttons(
            ("x", tr("No"), self.no.emit, False),
            *swap,
            ("film-strip", tr("Yes, straight to the first clip"), lambda: self.yes.emit(True), False),
            ("check", tr("Yes"), lambda: self.yes.emit(False), True),
        )
        self.setFocus()

    def tell_screens(self, why: Why) -> None:
        """One came or went."""
        self._screens.setText(screens_said(why))

    def refuse(self) -> None:
        """Nothing can be shown. Why not is not for the family: it is told behind the PIN."""
        self._asking = False
        self._screens.setText("")
        self.say(tr("Not today"), tr("This cannot be shown now. We are sorry."))
        self.set_buttons(("lock-key", tr("Why?"), self.no.emit, True))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        what = meaning(event)
        if what in (Press.ON, Press.PLAY_PAUSE):
            self.press_first()
        elif what is Press.NEXT and self._asking:
            self.yes.emit(True)
        else:
            super().keyPressEvent(event)
