"""The words with which every command that makes films for others says who answers for it."""

from __future__ import annotations

import argparse

import pytest

from vfi.cli.command import Parser
from vfi.cli.leaving import answered, gate_words, source_words
from vfi.core.consent import LawfulReason, Purpose
from vfi.desk.exporting import ExportRequest


def said(*words: str) -> ExportRequest:
    parser = Parser("vfi")
    source_words(parser, "DIR")
    gate_words(parser)
    args: argparse.Namespace = parser.parse_args(["session", "-o", "out", *words])
    return answered(ExportRequest(purpose=Purpose(args.purpose), who=args.by or "logged in"), args)


def test_nothing_said_is_nothing_asked_and_what_is_marked_is_hidden() -> None:
    assert said("--for", "supervision") == ExportRequest(purpose=Purpose.SUPERVISION, who="logged in")


def test_what_a_court_decided_is_kept_for_that_purpose_alone() -> None:
    words = ("--reason", "order 7", "--authoriser", "Judge", "--recipient", "Court")
    law = LawfulReason(reason="order 7", authoriser="Judge", recipient="Court")
    assert said("--for", "law", *words).law == law
    assert said("--for", "agency", *words).law is None


@pytest.mark.parametrize(("word", "safe"), [((), None), (("--safe-at-home",), True), (("--not-safe-at-home",), False)])
def test_a_home_may_be_safe_unsafe_or_not_asked_about(word: tuple[str, ...], safe: bool | None) -> None:
    assert said("--for", "parent-copy", *word).safe_at_home is safe


def test_who_approved_it_why_and_what_was_looked_at() -> None:
    request = said("--for", "agency", "--approved-by", "Lead", "--why", "report", "--place-hidden", "--not-hidden")
    assert (request.approved_by, request.why, request.place_hidden, request.redact) == ("Lead", "report", True, False)
