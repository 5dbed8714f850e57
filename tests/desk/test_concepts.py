"""Twenty concepts with their pictures; a service's own texts and pictures lie over ours, and what is wrong is said."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from vfi.core.findings import Severity
from vfi.core.wording import asks
from vfi.desk.checking import check
from vfi.desk.concepts import concepts, is_careful, own_concepts, own_pictures, picture
from vfi.files.vault import PlainVault
from vfi.store.libraries import FILE
from vfi.store.parent_texts import parent_texts
from vfi.words.findings import finding_text

CAREFUL = {"containment", "repair", "delight", "echoes"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1,1 L9,9"/></svg>'


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + bytes([row, 90, 120] * 8) for row in range(8)))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    (tmp_path / "parent").mkdir()
    (tmp_path / FILE).write_text('format = 1\nname = "Our service"\n')
    return PlainVault(tmp_path)


def put(vault: PlainVault, name: str, data: bytes | str) -> None:
    (vault.root / "parent" / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def test_there_are_twenty_each_with_a_drawing_and_a_sentence_that_is_easily_read() -> None:
    found = concepts(("en",))
    assert len(found) == 20
    for concept in found:
        drawn = picture(concept.id)
        assert drawn is not None
        assert drawn.data.startswith(b"<svg")
        assert concept.checked_by
        assert "asks-long-sentence" not in [said.id for said in asks(concept.sentence, "en", max_words=None)]


def test_four_of_them_can_hurt_and_are_chosen_by_a_person_alone() -> None:
    assert {concept.id for concept in concepts(("en",)) if concept.careful} == CAREFUL
    assert {concept.id for concept in concepts(("ar",)) if concept.careful} == CAREFUL
    assert is_careful("echoes")
    assert not is_careful("cues")
    assert is_careful("never-heard-of")


def test_arabic_has_every_text_of_english_and_is_marked_as_checked_by_nobody() -> None:
    english, arabic = parent_texts("en"), parent_texts("ar")
    assert set(arabic.texts) == set(english.texts)
    assert list(arabic.concepts) == list(english.concepts)
    assert {id: len(lines) for id, lines in arabic.texts.items()} == {
        id: len(lines) for id, lines in english.texts.items()
    }
    assert arabic.checked_by == ""
    assert not any(concept.checked_by for concept in arabic.concepts.values())


def test_a_services_own_words_lie_over_ours_one_by_one(vault: PlainVault) -> None:
    put(
        vault,
        "en.toml",
        'checked_by = "H."\n[[concept]]\nid = "cues"\nword = "cues"\nsentence = "Your baby tells you things."\n'
        '[[concept]]\nid = "our-song"\nword = "our song"\nsentence = "You sing. Your baby listens."\n',
    )
    found = {concept.id: concept for concept in concepts(("en",), vault)}
    assert found["cues"].sentence == "Your baby tells you things."
    assert found["turns"].sentence == "You wait. Now your baby can do something."
    assert list(found)[-1] == "our-song"
    assert [concept.id for concept in own_concepts(("en",), vault)] == ["cues", "our-song"]


def test_a_table_of_concepts_alone_leaves_the_other_words_checked(vault: PlainVault) -> None:
    put(vault, "en.toml", '[[concept]]\nid = "cues"\nword = "cues"\nsentence = "Your baby tells you things."\n')
    table = parent_texts("en", vault)
    assert table.checked_by
    assert not table.concepts["cues"].checked_by
    put(vault, "en.toml", '[texts]\nstop = "Halt"\n')
    assert not parent_texts("en", vault).checked_by


def test_a_services_own_picture_stands_for_ours(vault: PlainVault) -> None:
    put(vault, "concept-cues.svg", SVG)
    put(vault, "concept-turns.png", png())
    found = own_pictures(vault)
    assert (found["cues"].data, found["cues"].kind) == (SVG, "svg")
    assert (found["turns"].data, found["turns"].kind) == (png(), "png")
    mind = picture("mind", vault)
    assert mind is not None
    assert not mind.own


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("concept-cues.svg", SVG[:-20]),
        ("concept-cues.svg", b"<html></html>"),
        ("concept-cues.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG),
        ("concept-cues.svg", b""),
        ("concept-cues.png", png()[:-30]),
        ("concept-cues.png", b"not a picture"),
        ("concept-cues.png", b"\x89PNG\r\n\x1a\n" + b" " * 9_000_000),
    ],
)
def test_a_picture_that_cannot_be_drawn_is_said_and_ours_is_shown(vault: PlainVault, name: str, data: bytes) -> None:
    put(vault, name, data)
    found = picture("cues", vault)
    assert found is not None
    assert not found.own
    assert found.data == picture("cues").data  # type: ignore[union-attr]
    assert found.trouble is not None
    (finding,) = check(vault.root)
    assert name in finding_text(finding)
    assert "ours is shown" in finding_text(finding)


def test_check_names_what_is_wrong_with_tables_and_names(vault: PlainVault) -> None:
    put(vault, "en.toml", '[[concept]]\nid = "cues"\nword = "cues"\n')
    put(vault, "concept-nobody-knows.svg", SVG)
    put(vault, "cues.jpg", b"x")
    found = {finding.path: finding for finding in check(vault.root)}
    assert found["parent/en.toml"].line == 1
    assert "sentence" in finding_text(found["parent/en.toml"])
    assert found["parent/concept-nobody-knows.svg"].severity is Severity.WARNING
    assert "concept-<id>.svg" in finding_text(found["parent/cues.jpg"])


def test_a_name_that_leads_out_of_the_folder_is_no_concept(vault: PlainVault) -> None:
    assert picture("../../secret", vault) is None
