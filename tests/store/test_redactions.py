"""redaction.toml: what is hidden is read as it was written, and what cannot be read is never taken for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from vfi.core.errors import FileDamaged
from vfi.core.findings import Finding
from vfi.core.redaction import (
    NOTHING,
    Blur,
    Hiding,
    Key,
    Place,
    Redaction,
    RedactionId,
    Region,
    Shape,
    Silence,
    Silencing,
)
from vfi.core.time import Ns, Span
from vfi.files.vault import PlainVault
from vfi.store.redactions import FILE, read_redaction, save_redaction
from vfi.words.findings import finding_line

ALL = Redaction(
    regions=(
        Region(
            id=RedactionId("face"),
            start=Ns(1_000_000_000),
            end=Ns(9_000_000_000),
            keys=(
                Key(at=Ns(1_000_000_000), place=Place(0.25, 0.1, 0.125, 0.2)),
                Key(at=Ns(1_033_366_667), place=Place(-0.05, 0.1, 0.125, 0.2), followed=True),
            ),
            camera="window",
            shape=Shape.BOX,
            hiding=Hiding.BLUR,
            checked=(Span(Ns(1_000_000_000), Ns(2_000_000_000)), Span(Ns(3), Ns(4))),
        ),
    ),
    blurs=(Blur(id=RedactionId("door"), start=Ns(5), end=Ns(6)),),
    silences=(Silence(id=RedactionId("name"), start=Ns(7), end=Ns(8), how=Silencing.BEEP),),
)


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    (tmp_path / "s").mkdir()
    return PlainVault(tmp_path)


def findings(vault: PlainVault) -> tuple[Finding, ...]:
    with pytest.raises(FileDamaged) as damaged:
        read_redaction(vault, "s")
    told = damaged.value.values["findings"]
    assert isinstance(told, tuple)
    return told


def test_a_session_without_the_file_hides_nothing(vault: PlainVault) -> None:
    assert read_redaction(vault, "s").value == NOTHING


def test_what_was_written_is_read_again(vault: PlainVault) -> None:
    stored = save_redaction(vault, read_redaction(vault, "s"), ALL)
    found_again = read_redaction(vault, "s").value
    spans = tuple(sorted(ALL.regions[0].checked))
    assert found_again.regions[0].checked == spans
    assert found_again.regions[0].keys == ALL.regions[0].keys
    assert found_again.silences + found_again.blurs == ALL.silences + ALL.blurs
    less = save_redaction(vault, stored, ALL.without(RedactionId("face")))
    assert read_redaction(vault, "s").value == less.value
    assert not read_redaction(vault, "s").value.regions


def test_a_place_that_cannot_be_read_is_told_and_never_left_out(vault: PlainVault) -> None:
    save_redaction(vault, read_redaction(vault, "s"), ALL)
    path = vault.root / "s" / FILE
    path.write_text(path.read_text().replace("1033366667", "1033366667.5"))
    assert [finding.id for finding in findings(vault)] == ["redaction-key-unclear"]
    assert "1033366667.5" in finding_line(findings(vault)[0])


def test_an_emptied_file_is_no_file_in_which_nothing_is_hidden(vault: PlainVault) -> None:
    (vault.root / "s" / FILE).write_text("")
    assert [finding.id for finding in findings(vault)] == ["record-no-format"]


def test_a_region_that_ends_before_it_begins_is_told_with_its_name(vault: PlainVault) -> None:
    save_redaction(vault, read_redaction(vault, "s"), ALL)
    path = vault.root / "s" / FILE
    path.write_text(path.read_text().replace("end_ns = 9000000000", "end_ns = 1"))
    told = findings(vault)
    assert [finding.id for finding in told] == ["redaction-stretch-empty"]
    assert "face" in told[0].where
