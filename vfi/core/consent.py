"""Consent and the one gate: what may be done with a family's film, and what is missing when it may not."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from vfi.core.errors import BadInput, Refused

if TYPE_CHECKING:
    from vfi.core.case import Case


class Purpose(StrEnum):
    """What a family can agree to, each by itself; nothing is agreed to at first."""

    FILM = "film"
    REVIEW = "review"
    SUPERVISION = "supervision"
    RELIABILITY = "reliability"
    TEAM_TRAINING = "team-training"
    OUTSIDE_TRAINING = "outside-training"
    RESEARCH = "research"
    PARENT_COPY = "parent-copy"
    AGENCY = "agency"
    LAW = "law"
    """Required or permitted by law: needs no consent, but a reason, an authoriser and a recipient."""


class Action(StrEnum):
    """What the gate is asked about."""

    OPEN = "open"
    """Play, step, code the film in the team."""
    EXPORT_CLIPS = "export-clips"
    EXPORT_STILL = "export-still"
    EXPORT_SCORES = "export-scores"
    PRESENT = "present"
    PRINT = "print"
    PRINT_WORDS = "print-words"
    """A card for the family with nobody to be seen on it: their own words and a drawing."""


INVENTED = "invented"
"""The basis of a family that does not exist: examples and teaching material."""

OWN = "own"
"""The basis of somebody who can be seen and agrees for themselves; for the child somebody else must."""

BASES = ("parental-responsibility", "court-order", "local-authority", "delegated", OWN, INVENTED)

SAID = "said-with-witness"
METHODS = ("signed", SAID)

ADDRESS_SECRET = "address-secret"
"""The status flag of a family whose place must not be known."""

_GIVES_AWAY = frozenset(
    {Action.EXPORT_CLIPS, Action.EXPORT_STILL, Action.EXPORT_SCORES, Action.PRINT, Action.PRINT_WORDS}
)
_SHOWS_PICTURES = frozenset({Action.EXPORT_CLIPS, Action.EXPORT_STILL, Action.PRINT})
OUTSIDE_THE_TEAM = frozenset(
    {Purpose.PARENT_COPY, Purpose.AGENCY, Purpose.OUTSIDE_TRAINING, Purpose.RESEARCH, Purpose.LAW}
)
"""With these the film leaves the team: what is hidden is always hidden then, and somebody must have looked at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A minimal record of one agreement: on what basis, who, when, for what."""

    id: str = ""
    """How the audit file names it: `c1`, `c2`, ... in its case."""
    person: str
    """Who agreed: a person's id in the case."""
    basis: str
    """parental-responsibility, court-order, local-authority, delegated, own (for nobody else), invented (no one)"""
    method: str = "signed"
    """signed, said-with-witness"""
    date: str = ""
    """ISO date."""
    expires: str = ""
    """ISO date, empty: no end."""
    withdrawn: str = ""
    """ISO date of the withdrawal of all of it, empty: not withdrawn."""
    withdrawn_for: tuple[tuple[Purpose, str], ...] = ()
    """Single purposes that were withdrawn, each with its ISO date."""
    purposes: tuple[Purpose, ...] = ()
    to_review: bool = False
    """Must be looked at again before it holds: the child's legal status has changed since."""
    review: str = ""
    """ISO date on which it should be talked about again; it holds beyond that day."""
    form: str = ""
    """Version of the form that was signed."""
    signature: str = ""
    """The file of the signed form, inside the case's folder."""
    witness: str = ""
    """Who heard it, where it was said."""
    agency: str = ""
    """Which agency it may be shared with."""
    language: str = ""
    interpreter: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        dates = (self.date, self.expires, self.review, self.withdrawn, *(date for _, date in self.withdrawn_for))
        for date in dates:
            if date:
                day_of(date)

    def is_due(self, today: datetime.date) -> bool:
        """Should it be talked about again?"""
        return bool(self.review) and day_of(self.review) <= today and not self.withdrawn

    def taken_back(self, purposes: Collection[Purpose], day: str) -> Consent:
        """The consent with these purposes withdrawn on this day (ISO), or all of it where none is named.

        What was withdrawn before keeps its day.
        """
        left = {each for each in self.purposes if not self.withdrawn_on(each)}
        if self.withdrawn or (purposes and left.isdisjoint(purposes)):
            return self
        if not purposes or left <= set(purposes):
            return replace(self, withdrawn=day)
        single = tuple((each, day) for each in self.purposes if each in left and each in purposes)
        return replace(self, withdrawn_for=(*self.withdrawn_for, *single))

    def withdrawn_on(self, purpose: str) -> str:
        """ISO date of the withdrawal for this purpose; empty when it was not withdrawn."""
        return next((day for each, day in self.withdrawn_for if each == purpose), "") or self.withdrawn

    def covers(self, purpose: Purpose, today: datetime.date) -> bool:
        """Does it hold for this purpose on this day? It holds through its last day."""
        return self.why_not(purpose, today) == ""

    def why_not(self, purpose: Purpose, today: datetime.date) -> str:
        """Why it does not hold for this purpose on this day, as the gate's reason; empty when it holds."""
        if purpose not in self.purposes:
            return "not-covered"
        if self.withdrawn_on(purpose):
            return "withdrawn"
        if self.to_review:
            return "to-review"
        if self.date and day_of(self.date) > today:
            return "not-yet"
        if self.expires and day_of(self.expires) < today:
            return "expired"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulReason:
    """What stands in the place of consent where the law requires or permits it: court, police, child protection."""

    reason: str
    """Why, and on what basis."""
    authoriser: str
    """Who decided it."""
    recipient: str
    """Who receives it."""

    @property
    def complete(self) -> bool:
        return all(part.strip() for part in (self.reason, self.authoriser, self.recipient))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The gate's answer: yes with the consent that allows it, or no with the reason and what would be needed."""

    allowed: bool
    reason: str
    """Message id: covered, invented-family, law; or no-consent, someone-not-asked, not-covered, expired, withdrawn,
    to-review, not-yet, nobody-for-child, responsibility-shared, law-needs-reason, home-not-asked, home-not-safe,
    needs-approval, place-not-checked, place-shown."""
    purpose: Purpose
    consent: Consent | None = None
    """The one that allows it, or the one that stands in the way."""
    needed: str = ""
    """Message id of what would make it possible; empty when allowed: ask-family, ask-again, review-consents,
    name-lawful-reason, ask-about-home, show-instead, name-approver, look-for-place."""
    lacking: Purpose | None = None
    """The purpose that nobody agreed to: the one asked for, or *film*, which everything stands on."""
    person: str = ""
    """Whose agreement is missing, where it is one person's."""

    def require(self) -> Answer:
        """Itself when allowed.

        Raises:
            Refused: `consent-<reason>` with `purpose`, `lacking`, `person`, `date` and `needed`.
        """
        if self.allowed:
            return self
        raise self.refusal

    @property
    def refusal(self) -> Refused:
        """A no as an error, which has a sentence."""
        lacking = self.lacking or self.purpose
        date = ""
        if self.consent is not None:
            date = {"withdrawn": self.consent.withdrawn_on(lacking), "expired": self.consent.expires}.get(
                self.reason, self.consent.date
            )
        return Refused(
            f"consent-{self.reason}",
            purpose=str(self.purpose),
            lacking=str(lacking),
            person=self.person,
            date=date,
            needed=self.needed,
        )


def permitted(
    case: Case | None,
    action: Action,
    purpose: Purpose,
    *,
    today: datetime.date,
    people: Collection[str] | None = None,
    safe_at_home: bool | None = None,
    place_hidden: bool | None = None,
    approved_by: str = "",
    law: LawfulReason | None = None,
) -> Answer:
    """The one gate: may this be done with this family's film for this purpose, and if not, what is missing?

    Consent to *film* is needed for everything else, too. A withdrawal by anyone who was asked counts, whoever else
    agrees. `people` are the ids of those who can be seen (`Session.who`): each adult of the family among them must
    have agreed; None asks only that somebody agreed and nobody withdrew. A copy for the parent needs `safe_at_home`
    ("Is it safe to have this at home?"); a card of words alone needs it too, but stands on the shared review. Who
    agrees for themselves only (`OWN`) does not agree for the child.

    With a status flag on the case everybody who holds parental responsibility must have agreed, unless a court
    decided, and what leaves the team needs `approved_by`; where the address is secret, pictures that leave it need
    `place_hidden` as well: somebody looked, and nothing in them tells the place.

    `Purpose.LAW` needs no consent, but a complete `law`. A case in which every consent is *invented* may be used for
    anything, and the answer says so. None for the case: a film that belongs to no family's folder; nobody agreed.
    """
    if purpose is Purpose.LAW:
        if law is not None and law.complete:
            return Answer(allowed=True, reason="law", purpose=purpose)
        return Answer(allowed=False, reason="law-needs-reason", purpose=purpose, needed="name-lawful-reason")
    consents = case.consents if case is not None else ()
    if case is None or not consents:
        lacking = Purpose.FILM
        return Answer(allowed=False, reason="no-consent", purpose=purpose, needed="ask-family", lacking=lacking)
    if all(consent.basis == INVENTED and not consent.withdrawn for consent in consents):
        return Answer(allowed=True, reason="invented-family", purpose=purpose, consent=consents[-1])
    stands_on = Purpose.REVIEW if action is Action.PRINT_WORDS else purpose
    answer = _agreed(case, Purpose.FILM, purpose, today, people)
    if answer.allowed and stands_on is not Purpose.FILM:
        answer = _agreed(case, stands_on, purpose, today, people)
    if not answer.allowed or action not in _GIVES_AWAY:
        return answer
    if purpose is Purpose.PARENT_COPY and not safe_at_home:
        reason, needed = (
            ("home-not-asked", "ask-about-home") if safe_at_home is None else ("home-not-safe", "show-instead")
        )
        return Answer(allowed=False, reason=reason, purpose=purpose, needed=needed)
    if case.flags and purpose in OUTSIDE_THE_TEAM and not approved_by.strip():
        return Answer(allowed=False, reason="needs-approval", purpose=purpose, needed="name-approver")
    secret = ADDRESS_SECRET in case.flags and purpose in OUTSIDE_THE_TEAM and action in _SHOWS_PICTURES
    if secret and not place_hidden:
        reason, needed = (
            ("place-not-checked", "look-for-place") if place_hidden is None else ("place-shown", "look-for-place")
        )
        return Answer(allowed=False, reason=reason, purpose=purpose, needed=needed)
    return answer


def day_of(text: str) -> datetime.date:
    """The day of an ISO date.

    Raises:
        BadInput: `bad-date`.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise BadInput("bad-date", text=text) from None


def _agreed(
    case: Case, lacking: Purpose, purpose: Purpose, today: datetime.date, people: Collection[str] | None
) -> Answer:
    """Has everybody who must agreed to `lacking`, for the sake of `purpose`?"""
    standing = {consent.person: _standing(case.consents, consent.person, lacking, today) for consent in case.consents}

    def no(reason: str, consent: Consent | None, person: str) -> Answer:
        needed = _NEEDED.get(reason, "ask-family")
        return Answer(
            allowed=False,
            reason=reason,
            purpose=purpose,
            consent=consent,
            needed=needed,
            lacking=lacking,
            person=person,
        )

    for person_id, (reason, consent) in standing.items():
        if reason == "withdrawn":
            return no(reason, consent, person_id)
    if people is not None:
        for person in case.people:
            if person.id in people and person.role in _ASKED_ROLES and person.id not in standing:
                return no("someone-not-asked", None, person.id)
        for person_id, (reason, consent) in standing.items():
            if person_id in people and reason:
                return no(reason, consent, person_id)
    given = [consent for reason, consent in standing.values() if not reason]
    for_child = [consent for consent in given if consent.basis != OWN]
    if case.flags and not any(consent.basis == "court-order" for consent in for_child):
        for person in case.people:
            if person.parental_responsibility:
                reason, own = standing.get(person.id, ("not-covered", None))
                if reason:
                    return no(
                        "responsibility-shared" if reason == "not-covered" and for_child else reason, own, person.id
                    )
    if for_child:
        return Answer(allowed=True, reason="covered", purpose=purpose, consent=for_child[0])
    if given:
        return no("nobody-for-child", given[0], "")
    # the nearest miss first: what was once agreed is easier to mend than what was never asked
    missed = sorted(standing.items(), key=lambda item: _NEAREST.index(item[1][0]))
    person_id, (reason, consent) = missed[0]
    return no(reason, consent, person_id)


_ASKED_ROLES = frozenset({"carer", "other"})
"""Whose own agreement is needed when they can be seen; for the children somebody else agrees."""

_NEAREST = ("to-review", "expired", "not-yet", "not-covered")

_NEEDED = {"to-review": "review-consents", "expired": "ask-again", "withdrawn": "ask-again"}


def _standing(
    consents: Collection[Consent], person: str, purpose: Purpose, today: datetime.date
) -> tuple[str, Consent]:
    """How one person stands to one purpose today: the reason why not (empty: agreed), and the record that says so."""
    own = [consent for consent in consents if consent.person == person]
    last = max((consent.withdrawn_on(purpose) for consent in own if purpose in consent.purposes), default="")
    # who withdrew and agreed again has agreed; records without a day are taken for older
    standing = [consent for consent in own if not last or consent.date > last]
    found = [(consent.why_not(purpose, today), consent) for consent in reversed(standing)]
    for_child_first = sorted(found, key=lambda pair: pair[1].basis == OWN)
    for reason, consent in for_child_first:
        if not reason:
            return "", consent
    if last:
        return "withdrawn", next(consent for consent in own if consent.withdrawn_on(purpose) == last)
    return min(found, key=lambda pair: _NEAREST.index(pair[0]))
