"""Consent and the one gate: what may be done with a family's film, and what is missing when it may not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A minimal record of one agreement: on what basis, who, when, for what."""

    person: str
    """Who agreed: a person's id in the case."""
    basis: str
    """parental-responsibility, court-order, local-authority, delegated, invented (no real people)"""
    method: str = "signed"
    """signed, said-with-witness"""
    date: str = ""
    """ISO date."""
    expires: str = ""
    """ISO date, empty: no end."""
    withdrawn: str = ""
    """ISO date of the withdrawal, empty: not withdrawn."""
    purposes: tuple[Purpose, ...] = ()
    language: str = ""
    note: str = ""

    def covers(self, purpose: Purpose, today: datetime.date) -> bool:
        """Does it hold for this purpose on this day? It holds through its last day."""
        if purpose not in self.purposes or self.withdrawn:
            return False
        return not self.expires or datetime.date.fromisoformat(self.expires) >= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The gate's answer: yes with the consent that allows it, or no with the reason and what would be needed."""

    allowed: bool
    reason: str
    """Message id: covered, invented-family, no-consent, not-covered, expired, withdrawn, law-needs-reason, ..."""
    purpose: Purpose
    consent: Consent | None = None
    needed: str = ""
    """Message id of what would make it possible; empty when allowed."""
