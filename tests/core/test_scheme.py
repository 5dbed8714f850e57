"""A scheme answers what drops out of a tier, and what may reach a parent's eye."""

from __future__ import annotations

from dataclasses import replace

from vfi.core.events import CodeId, EventId, PointEvent, TierId
from vfi.core.parent_safe import may_reach_parent, parent_words
from vfi.core.scheme import (
    MARKS,
    Code,
    Modifier,
    ModifierKind,
    Option,
    Scheme,
    Special,
    StateRule,
    Subject,
    Tier,
    TierType,
)
from vfi.core.time import Ns

READING = Modifier(
    id="reading",
    label="How it was read",
    options=(Option(id="followed", label="followed"), Option(id="missed", label="missed", parent_safe=False)),
)
CUE = Code(
    id=CodeId("cue"),
    tier=TierId("cues"),
    label="Come closer",
    parent_safe=True,
    parent_label={"en": "More, please", "pt": "Mais"},
    modifiers=(READING,),
)
UPSET = Code(id=CodeId("upset"), tier=TierId("cues"), label="Upset", parent_label={"en": "Sad"})
HIDDEN = Code(id=CodeId("hidden"), tier=TierId("face"), label="Hidden", special=Special.UNSCORABLE, parent_safe=True)
FALLEN = Code(id=CodeId("fallen"), tier=TierId("view"), label="Camera fell over", special=Special.UNSCORABLE)


def tier(id: str, subject: str, *codes: Code, type: TierType = TierType.POINT) -> Tier:
    return Tier(id=TierId(id), label=id, subject=subject, type=type, rule=StateRule.FREE, codes=codes)


SCHEME = Scheme(
    id="s",
    version="1.0",
    title="S",
    subjects=(Subject(id="infant", label="Baby"), Subject(id="carer", label="Parent")),
    tiers=(
        tier("cues", "infant", CUE, UPSET),
        tier("face", "infant", HIDDEN, type=TierType.STATE),
        tier("talk", "carer", replace(CUE, id=CodeId("talks"), tier=TierId("talk"))),
        tier("view", "", FALLEN, type=TierType.STATE),
    ),
)


def cue(**modifiers: str | tuple[str, ...]) -> PointEvent:
    return PointEvent(
        id=EventId("e"), tier=TierId("cues"), code=CodeId("cue"), at=Ns(0), modifiers=tuple(modifiers.items())
    )


def test_a_hidden_face_takes_time_from_its_own_subjects_tiers() -> None:
    assert ("face", "hidden") in SCHEME.unscorable(TierId("cues"))
    assert ("face", "hidden") not in SCHEME.unscorable(TierId("talk"))


def test_a_tier_without_a_subject_takes_time_from_all() -> None:
    for id in ("cues", "face", "talk", "view"):
        assert ("view", "fallen") in SCHEME.unscorable(TierId(id))


def test_a_code_reaches_a_parent_only_where_the_scheme_says_so() -> None:
    assert may_reach_parent(CUE, SCHEME)
    assert not may_reach_parent(UPSET, SCHEME)


def test_cannot_see_reaches_no_parent_even_if_it_claims_to() -> None:
    assert not may_reach_parent(HIDDEN, SCHEME)


def test_a_code_of_another_scheme_reaches_no_parent() -> None:
    assert not may_reach_parent(replace(CUE, id=CodeId("strange")), SCHEME)


def test_one_choice_can_keep_a_good_moment_from_a_parent() -> None:
    assert may_reach_parent(cue(), SCHEME)
    assert may_reach_parent(cue(reading="followed"), SCHEME)
    assert not may_reach_parent(cue(reading="missed"), SCHEME)


def test_one_of_several_choices_is_enough_to_keep_it_back() -> None:
    several = replace(READING, kind=ModifierKind.SEVERAL)
    code = replace(CUE, modifiers=(several,))
    scheme = replace(SCHEME, tiers=(tier("cues", "infant", code),))
    assert not may_reach_parent(cue(reading=("followed", "missed")), scheme)


def test_what_the_scheme_does_not_know_is_not_shown() -> None:
    assert not may_reach_parent(cue(reading="something-new"), SCHEME)
    assert not may_reach_parent(cue(mood="bad"), SCHEME)
    assert not may_reach_parent(replace(cue(), code=CodeId("gone")), SCHEME)
    assert not may_reach_parent(replace(cue(), tier=TierId("gone")), SCHEME)


def test_a_mark_may_reach_a_parent() -> None:
    mark = MARKS.codes[0]
    assert may_reach_parent(PointEvent(id=EventId("m"), tier=mark.tier, code=mark.id, at=Ns(0)), SCHEME)


def test_a_parent_reads_their_own_language_or_nothing() -> None:
    assert parent_words(CUE, "en") == "More, please"
    assert parent_words(CUE, "pt-BR") == "Mais"
    assert parent_words(CUE, "ar") == ""


def test_words_of_a_code_that_no_parent_may_see_are_not_given_out() -> None:
    assert parent_words(UPSET, "en") == ""
    assert parent_words(HIDDEN, "en") == ""
