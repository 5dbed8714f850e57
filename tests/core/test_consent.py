"""The gate: what a family agreed to may be done, nothing else, and the answer says what is missing."""

from __future__ import annotations

import datetime
import inspect
import re
from dataclasses import replace
from typing import Any

import pytest

from vfi.core.case import FLAGS, Case, Person
from vfi.core.consent import INVENTED, Action, Answer, Consent, LawfulReason, Purpose, permitted
from vfi.core.errors import BadInput, Refused
from vfi.words import REMEDIES, SENTENCES

TODAY = datetime.date(2026, 6, 1)
MOTHER = Person(id="mum", role="carer", label="A.", parental_responsibility=True)
FATHER = Person(id="dad", role="carer", label="B.")
BABY = Person(id="baby", role="infant")


def agreed(*purposes: Purpose, person: str = "mum", date: str = "2026-03-11", **more: object) -> Consent:
    return Consent(person=person, basis="parental-responsibility", date=date, purposes=purposes, **more)  # type: ignore[arg-type]


def family(*consents: Consent, flags: tuple[str, ...] = ()) -> Case:
    return Case(id="F012", people=(MOTHER, FATHER, BABY), consents=consents, flags=flags)


def ask(case: Case | None, purpose: Purpose, action: Action = Action.EXPORT_CLIPS, **more: object) -> tuple[bool, str]:
    answer = permitted(case, action, purpose, today=TODAY, **more)  # type: ignore[arg-type]
    assert answer.allowed is (answer.needed == ""), "a no says what is needed, a yes needs nothing"
    return answer.allowed, answer.reason


def test_nothing_is_agreed_to_at_first() -> None:
    for purpose in Purpose:
        assert not ask(Case(id="F012"), purpose)[0]
        assert not ask(None, purpose)[0]


def test_each_purpose_is_agreed_to_by_itself() -> None:
    case = family(agreed(Purpose.FILM, Purpose.REVIEW))
    assert ask(case, Purpose.REVIEW) == (True, "covered")
    others = set(Purpose) - {Purpose.FILM, Purpose.REVIEW, Purpose.LAW}
    assert {ask(case, purpose) for purpose in others} == {(False, "not-covered")}


def test_the_answer_names_the_consent_that_allows_it() -> None:
    case = Case(id="F012").with_consent(agreed(Purpose.FILM)).with_consent(agreed(Purpose.REVIEW))
    answer = permitted(case, Action.PRESENT, Purpose.REVIEW, today=TODAY)
    assert answer.consent is not None
    assert answer.consent.id == "c2"


def test_without_consent_to_film_the_film_stays_locked_whatever_else_was_ticked() -> None:
    case = family(agreed(Purpose.REVIEW))
    answer = permitted(case, Action.OPEN, Purpose.REVIEW, today=TODAY)
    assert (answer.allowed, answer.lacking) == (False, Purpose.FILM)


def test_a_consent_holds_through_its_last_day() -> None:
    case = family(agreed(Purpose.FILM, expires="2026-06-01"))
    assert ask(case, Purpose.FILM, Action.OPEN) == (True, "covered")
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert permitted(case, Action.OPEN, Purpose.FILM, today=tomorrow).reason == "expired"


def test_a_consent_of_tomorrow_does_not_hold_yet() -> None:
    assert ask(family(agreed(Purpose.FILM, date="2026-06-02")), Purpose.FILM, Action.OPEN) == (False, "not-yet")


def test_a_withdrawal_of_all_ends_everything() -> None:
    case = family(agreed(Purpose.FILM, Purpose.REVIEW, withdrawn="2026-05-01"))
    assert ask(case, Purpose.REVIEW) == (False, "withdrawn")
    assert ask(case, Purpose.FILM, Action.OPEN) == (False, "withdrawn")


def test_one_purpose_can_be_withdrawn_and_the_others_stay() -> None:
    case = family(agreed(Purpose.FILM, Purpose.REVIEW, withdrawn_for=((Purpose.REVIEW, "2026-05-01"),)))
    assert ask(case, Purpose.REVIEW) == (False, "withdrawn")
    assert ask(case, Purpose.FILM, Action.OPEN) == (True, "covered")


def test_what_one_parent_withdraws_the_other_cannot_give() -> None:
    both = (agreed(Purpose.FILM, Purpose.RESEARCH), agreed(Purpose.FILM, Purpose.RESEARCH, person="dad"))
    assert ask(family(*both), Purpose.RESEARCH) == (True, "covered")
    hers, his = both
    case = family(hers, replace(his, withdrawn_for=((Purpose.RESEARCH, "2026-05-02"),)))
    answer = permitted(case, Action.EXPORT_SCORES, Purpose.RESEARCH, today=TODAY)
    assert (answer.reason, answer.person) == ("withdrawn", "dad")


def test_who_withdrew_and_agreed_again_has_agreed() -> None:
    old = agreed(Purpose.FILM, withdrawn="2026-04-01")
    assert ask(family(old, agreed(Purpose.FILM, date="2026-05-01")), Purpose.FILM, Action.OPEN) == (True, "covered")
    assert ask(family(old, agreed(Purpose.FILM, date="2026-03-20")), Purpose.FILM, Action.OPEN) == (False, "withdrawn")


def test_every_adult_who_can_be_seen_must_have_agreed() -> None:
    case = family(agreed(Purpose.FILM))
    seen = ("mum", "dad", "baby")
    answer = permitted(case, Action.OPEN, Purpose.FILM, today=TODAY, people=seen)
    assert (answer.reason, answer.person) == ("someone-not-asked", "dad")
    asked = family(agreed(Purpose.FILM), agreed(Purpose.FILM, person="dad"))
    assert permitted(asked, Action.OPEN, Purpose.FILM, today=TODAY, people=seen).allowed


def test_who_cannot_be_seen_need_not_have_agreed() -> None:
    case = family(agreed(Purpose.FILM, Purpose.REVIEW), agreed(Purpose.FILM, person="dad"))
    assert permitted(case, Action.PRESENT, Purpose.REVIEW, today=TODAY, people=("mum", "baby")).allowed
    assert not permitted(case, Action.PRESENT, Purpose.REVIEW, today=TODAY, people=("mum", "dad", "baby")).allowed


def test_an_invented_family_may_be_used_for_anything_and_is_named_as_invented() -> None:
    case = family(Consent(person="mum", basis=INVENTED, id="c1"))
    for purpose in set(Purpose) - {Purpose.LAW}:
        assert ask(case, purpose) == (True, "invented-family")


def test_one_invented_consent_does_not_open_a_real_family() -> None:
    case = family(Consent(person="mum", basis=INVENTED), agreed(Purpose.FILM))
    assert ask(case, Purpose.RESEARCH) == (False, "not-covered")


def test_the_law_needs_no_consent_but_reason_authoriser_and_recipient() -> None:
    whole = LawfulReason(reason="court order 12/26", authoriser="head of service", recipient="family court")
    assert ask(None, Purpose.LAW, law=whole) == (True, "law")
    withdrawn = family(agreed(Purpose.FILM, withdrawn="2026-05-01"))
    assert ask(withdrawn, Purpose.LAW, law=whole) == (True, "law")
    for part in ("reason", "authoriser", "recipient"):
        assert ask(None, Purpose.LAW, law=replace(whole, **{part: "  "})) == (False, "law-needs-reason")
    assert ask(None, Purpose.LAW) == (False, "law-needs-reason")


def test_a_lawful_reason_opens_nothing_that_is_asked_for_another_purpose() -> None:
    whole = LawfulReason(reason="court order 12/26", authoriser="head of service", recipient="family court")
    assert ask(family(agreed(Purpose.FILM)), Purpose.RESEARCH, law=whole) == (False, "not-covered")


def test_before_a_copy_goes_home_somebody_must_have_asked_whether_it_is_safe() -> None:
    case = family(agreed(Purpose.FILM, Purpose.PARENT_COPY))
    assert ask(case, Purpose.PARENT_COPY) == (False, "home-not-asked")
    assert ask(case, Purpose.PARENT_COPY, safe_at_home=False) == (False, "home-not-safe")
    assert ask(case, Purpose.PARENT_COPY, safe_at_home=True) == (True, "covered")


def test_with_a_status_flag_what_leaves_the_team_needs_approval() -> None:
    case = family(agreed(Purpose.FILM, Purpose.REVIEW, Purpose.AGENCY), flags=("child-protection",))
    assert ask(case, Purpose.AGENCY) == (False, "needs-approval")
    assert ask(case, Purpose.AGENCY, approved_by="C. Lead") == (True, "covered")
    assert ask(case, Purpose.REVIEW, Action.PRESENT) == (True, "covered")


def test_a_new_status_flag_sends_every_consent_to_review() -> None:
    case = family(agreed(Purpose.FILM)).with_flags(("looked-after",))
    assert ask(case, Purpose.FILM, Action.OPEN) == (False, "to-review")
    reviewed = replace(case, consents=tuple(replace(consent, to_review=False) for consent in case.consents))
    assert ask(reviewed, Purpose.FILM, Action.OPEN) == (True, "covered")


def test_who_agrees_for_themselves_does_not_agree_for_the_child() -> None:
    own = Consent(person="dad", basis="own", date="2026-03-11", purposes=(Purpose.FILM,))
    assert ask(family(own), Purpose.FILM, Action.OPEN) == (False, "nobody-for-child")
    assert ask(family(own, agreed(Purpose.FILM)), Purpose.FILM, Action.OPEN) == (True, "covered")
    both = family(replace(own, person="mum"), agreed(Purpose.FILM))
    assert ask(both, Purpose.FILM, Action.OPEN) == (True, "covered")


@pytest.mark.parametrize("flag", FLAGS)
def test_with_any_status_flag_everybody_who_holds_responsibility_must_agree(flag: str) -> None:
    father = replace(FATHER, parental_responsibility=True)
    hers = replace(family(agreed(Purpose.FILM)), people=(MOTHER, father, BABY))
    assert ask(hers, Purpose.FILM, Action.OPEN) == (True, "covered"), "one of them is enough where there is no flag"
    case = replace(hers, flags=(flag,))
    answer = permitted(case, Action.OPEN, Purpose.FILM, today=TODAY)
    assert (answer.reason, answer.person) == ("responsibility-shared", "dad")
    both = case.with_consent(agreed(Purpose.FILM, person="dad"))
    assert ask(both, Purpose.FILM, Action.OPEN) == (True, "covered")


def test_a_court_decides_in_the_place_of_a_second_parent() -> None:
    order = Consent(person="mum", basis="court-order", date="2026-03-11", purposes=(Purpose.FILM,))
    people = (MOTHER, replace(FATHER, parental_responsibility=True), BABY)
    case = replace(family(order, flags=("court",)), people=people)
    assert ask(case, Purpose.FILM, Action.OPEN) == (True, "covered")


GIVEN_AWAY = (Purpose.OUTSIDE_TRAINING, Purpose.RESEARCH, Purpose.PARENT_COPY, Purpose.AGENCY)


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose is not Purpose.LAW])
def test_each_purpose_is_refused_and_allowed_with_each_flag(purpose: Purpose, flag: str) -> None:
    case = family(agreed(Purpose.FILM), flags=(flag,))
    if purpose is not Purpose.FILM:
        assert ask(case, purpose) == (False, "not-covered")
        case = family(agreed(Purpose.FILM, purpose), flags=(flag,))
    asked: dict[str, Any] = {}
    if purpose is Purpose.PARENT_COPY:
        assert ask(case, purpose) == (False, "home-not-asked")
        asked["safe_at_home"] = True
    if purpose in GIVEN_AWAY:
        assert ask(case, purpose, Action.EXPORT_CLIPS, **asked) == (False, "needs-approval")
        asked["approved_by"] = "C. Lead"
        if flag == "address-secret":
            assert ask(case, purpose, Action.EXPORT_CLIPS, **asked) == (False, "place-not-checked")
            assert ask(case, purpose, Action.EXPORT_CLIPS, place_hidden=False, **asked) == (False, "place-shown")
            assert ask(case, purpose, Action.EXPORT_SCORES, **asked) == (True, "covered"), "numbers show no place"
            asked["place_hidden"] = True
    assert ask(case, purpose, Action.EXPORT_CLIPS, **asked) == (True, "covered")


def test_a_new_status_goes_through_every_consent_and_a_day_to_look_again_shuts_nothing() -> None:
    case = family(agreed(Purpose.FILM, review="2026-05-01"))
    assert case.consents[0].is_due(TODAY)
    assert ask(case, Purpose.FILM, Action.OPEN) == (True, "covered")
    assert case.to_review == ()
    assert [consent.person for consent in case.with_flags(("court",)).to_review] == ["mum"]


def test_what_is_taken_back_bit_by_bit_is_at_last_all_of_it() -> None:
    consent = agreed(Purpose.FILM, Purpose.REVIEW).taken_back((Purpose.REVIEW,), "2026-05-01")
    assert (consent.withdrawn, consent.withdrawn_for) == ("", ((Purpose.REVIEW, "2026-05-01"),))
    assert consent.taken_back((Purpose.REVIEW,), "2026-05-09") == consent
    whole = consent.taken_back((Purpose.FILM,), "2026-05-03")
    assert [whole.withdrawn_on(each) for each in whole.purposes] == ["2026-05-03", "2026-05-01"]


def test_a_refusal_is_an_error_that_names_what_is_missing() -> None:
    answer = permitted(family(agreed(Purpose.FILM)), Action.EXPORT_CLIPS, Purpose.RESEARCH, today=TODAY)
    with pytest.raises(Refused) as refused:
        answer.require()
    assert refused.value.id == "consent-not-covered"
    assert refused.value.values["lacking"] == "research"


def test_a_consent_without_a_readable_day_cannot_exist() -> None:
    with pytest.raises(BadInput) as refused:
        agreed(Purpose.FILM, expires="next summer")
    assert refused.value.id == "bad-date"


def test_every_no_has_its_sentence_and_its_way_on() -> None:
    said = re.findall(r"[a-z]+-[a-z-]+|expired|withdrawn", (Answer.__doc__ or "") + inspect.getsource(Answer))
    reasons = {f"consent-{word}" for word in said} & set(SENTENCES)
    assert len(reasons) == len([id for id in SENTENCES if id.startswith("consent-")]) - 1 == 15  # consent-not-noted
    for id in reasons - {"consent-not-yet"}:
        assert id in REMEDIES
