"""The form that every export shares asks just what this family's situation asks for, and then lets it go on."""

from __future__ import annotations

import datetime

import pytest
from pytestqt.qtbot import QtBot

from vfi.core.case import Case, Person
from vfi.core.consent import Action, Consent, Purpose
from vfi.ui.export.purpose_form import ASKED_HERE, PurposeForm
from vfi.ui.export.refusal import Refusal
from vfi.ui.kit.choices import ChoiceRow
from vfi.ui.theme import Theme
from vfi.words import SENTENCES

pytestmark = pytest.mark.window

TODAY = datetime.date(2026, 6, 1)
MOTHER = Person(id="mum", role="carer", label="A.", parental_responsibility=True)
FATHER = Person(id="dad", role="carer", label="B.", parental_responsibility=True)
AGREED = Consent(
    id="c1",
    person="mum",
    basis="parental-responsibility",
    date="2026-03-11",
    purposes=(Purpose.FILM, Purpose.REVIEW, Purpose.PARENT_COPY),
)


def test_a_copy_for_a_family_whose_address_is_secret_asks_one_thing_after_the_other(qtbot: QtBot) -> None:
    case = Case(id="F1", people=(MOTHER,), consents=(AGREED,), flags=("address-secret",))
    form = PurposeForm(Theme(), case, (), Action.EXPORT_CLIPS)
    qtbot.addWidget(form)
    form.choose(Purpose.PARENT_COPY)
    asked = []

    def answer() -> str:
        found = form.answer(TODAY)
        form.show_answer(found)
        return found.reason

    asked.append(answer())
    form.home.setChecked(True)
    asked.append(answer())
    form.approver.set_text("C. Lead")
    asked.append(answer())
    form.place.setChecked(True)
    assert asked == ["home-not-asked", "needs-approval", "place-not-checked"]
    assert set(asked) <= ASKED_HERE
    assert answer() == "covered"


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose is not Purpose.LAW])
def test_no_refusal_is_a_dead_end(qtbot: QtBot, purpose: Purpose) -> None:
    """With a second parent who has not agreed: who is to be asked is named, and the law stays a way for each."""
    case = Case(id="F1", people=(MOTHER, FATHER), consents=(AGREED,), flags=("court",))
    form = PurposeForm(Theme(), case, (), Action.EXPORT_CLIPS)
    qtbot.addWidget(form)
    if purpose is not Purpose.FILM:
        form.choose(purpose)
    answer = form.answer(TODAY)
    assert (answer.reason, answer.person) == ("responsibility-shared", "dad")
    refusal = Refusal(Theme())
    qtbot.addWidget(refusal)
    refusal.show_answer(answer, case, TODAY)
    titles = [row.text() for row in refusal.findChildren(ChoiceRow)]
    assert titles[0] == "Ask B. and write it down"
    assert titles[-1] == "It is required or permitted by law"
    assert "consent-responsibility-shared" in SENTENCES
