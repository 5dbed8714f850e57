"""What is wrong with a coding scheme as a whole: doubles, references, keys, words for parents; each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vfi.core.events import MARK_CODE, MARKS_TIER
from vfi.core.findings import Severity
from vfi.core.scheme import DEFAULT_LETTERS, Code, Special, StateRule, Tier, TierType
from vfi.core.spelling import did_you_mean
from vfi.store.toml_reading import Table

CODE_COLOURS = ("blue", "rust", "violet", "olive", "rose", "sky", "clay", "slate", "green", "stone")
"""Ids of the code colours in the design tokens; `stone` is kept for *cannot see*."""

PARENT_WORDS = 12
"""A parent reads at most so many words at once."""

ReadTier = tuple[Tier, Table]
ReadCode = tuple[Code, Table]
"""A part of the scheme with the table that it was read from."""


def find_doubles(kind: str, parts: Iterable[tuple[str, Table]], taken: Sequence[str] = ()) -> None:
    """Ids that are given twice; the finding names the line of the first."""
    first: dict[str, Table | None] = dict.fromkeys(taken)
    for id, table in parts:
        if not id:
            continue
        if id in first:
            other = first[id]
            if other is None:
                table.find("id", "scheme-id-reserved", kind=kind, value=id)
            else:
                table.find("id", "scheme-id-twice", kind=kind, value=id, first=other.line("id"))
        else:
            first[id] = table


def find_reference(table: Table, key: str, kind: str, value: str, known: Iterable[str]) -> bool:
    """Is `value` known? If not, say so, and what was probably meant."""
    choices = list(known)
    if value in choices:
        return True
    meant = did_you_mean(value, choices)
    id = "scheme-unknown-reference-meant" if meant else "scheme-unknown-reference"
    table.find(key, id, kind=kind, value=value, meant=meant)
    return False


def check_tiers(tiers: Sequence[ReadTier], subjects: Sequence[str]) -> None:
    """Doubles among tiers, their subjects, and whether their codes suffice for their rule."""
    find_doubles("tier", ((tier.id, table) for tier, table in tiers), taken=[MARKS_TIER])
    for tier, table in tiers:
        if tier.subject:
            find_reference(table, "subject", "subject", tier.subject, subjects)
        if not tier.codes:
            table.find("", "scheme-tier-empty", tier=tier.id)
        elif tier.type is TierType.STATE and tier.rule is StateRule.EXHAUSTIVE and len(tier.codes) < 2:
            table.find("rule", "scheme-exhaustive-needs-two", tier=tier.id)
        if tier.type is TierType.POINT and table.has("rule"):
            table.find("rule", "scheme-rule-on-points", severity=Severity.WARNING, tier=tier.id)


def check_codes(codes: Sequence[ReadCode], types: dict[str, TierType]) -> None:
    """Doubles among codes, colours, what they answer, and what a parent may see of them."""
    find_doubles("code", ((code.id, table) for code, table in codes), taken=[MARK_CODE])
    ids = [code.id for code, _ in codes]
    for code, table in codes:
        if code.colour not in CODE_COLOURS:
            table.find(
                "colour",
                "scheme-unknown-colour",
                value=code.colour,
                meant=did_you_mean(code.colour, CODE_COLOURS),
                choices=", ".join(CODE_COLOURS),
            )
        if code.special is Special.UNSCORABLE and types.get(code.tier) is TierType.POINT:
            table.find("special", "scheme-unscorable-point", code=code.label)
        if code.answers is not None:
            for id in code.answers.to:
                find_reference(table, "answers", "code", id, ids)
        if code.special is None and not code.exclude:
            table.find("", "scheme-nothing-excluded", severity=Severity.WARNING, code=code.label)
        _check_for_parents(code, table)


def check_keys(codes: Sequence[ReadCode], wins_over: Sequence[str], root: Table) -> None:
    """Keys that two codes share, that are no key, or that the program uses for something else."""
    first: dict[str, ReadCode] = {}
    for code, table in codes:
        key = code.key
        if key is None:
            continue
        if len(key) != 1 or not key.isalnum():
            table.find("key", "scheme-no-such-key", value=key)
        elif key in first:
            other, place = first[key]
            table.find(
                "key", "scheme-key-twice", key=key.upper(), code=code.label, other=other.label, first=place.line("key")
            )
        else:
            first[key] = (code, table)
            if key in DEFAULT_LETTERS and key not in wins_over:
                table.find("key", "scheme-key-clash", severity=Severity.WARNING, key=key.upper(), code=code.label)
    for key in wins_over:
        if key not in first:
            root.find("wins_over", "scheme-wins-over-nothing", severity=Severity.WARNING, key=key.upper())


def _check_for_parents(code: Code, table: Table) -> None:
    if code.parent_safe and code.special is not None:
        table.find("parent_safe", "scheme-special-for-parents", code=code.label)
    elif code.parent_safe and not code.parent_label:
        table.find("parent_safe", "scheme-no-words-for-parents", severity=Severity.WARNING, code=code.label)
    elif code.parent_label and not code.parent_safe:
        table.find("parent_label", "scheme-words-not-for-parents", severity=Severity.WARNING, code=code.label)
    for language, words in code.parent_label.items():
        if len(words.split()) > PARENT_WORDS:
            table.find(
                "parent_label",
                "scheme-too-many-words",
                severity=Severity.WARNING,
                code=code.label,
                language=language,
                words=len(words.split()),
                most=PARENT_WORDS,
            )
