"""Keys: the letter typed, else the physical key; what each default key means; what auto-repeat may do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.code_story import ALT, CONTROL, NONE, SHIFT, key_event
from vfi.ui.code.keys import Code, Digit, Do, KeyReader, KeyTable, Meaning, chosen_keys
from vfi.ui.physical_keys import physical_key

K = Qt.Key
CODES = frozenset("swtr1j")


def read(
    key: int,
    text: str = "",
    held: Qt.KeyboardModifier = NONE,
    *,
    scan: int = 0,
    virtual: int = 0,
    repeat: bool = False,
    prompt: bool = False,
    platform: str = "linux",
    wins: frozenset[str] = frozenset(),
    chosen: dict[Do, str] | None = None,
) -> Meaning | None:
    reader = KeyReader(lambda one: one in CODES, wins, KeyTable(chosen), platform)
    return reader.read(key_event(key, text, held, scan=scan, virtual=virtual, repeat=repeat), prompt_open=prompt)


@pytest.mark.parametrize(
    ("key", "text", "held", "meaning"),
    [
        (K.Key_Space, " ", NONE, Do.PLAY),
        (K.Key_Left, "", NONE, Do.FRAME_BACK),
        (K.Key_Right, "", NONE, Do.FRAME_ON),
        (K.Key_Left, "", SHIFT, Do.SECOND_BACK),
        (K.Key_Right, "", SHIFT, Do.SECOND_ON),
        (K.Key_Right, "", Qt.KeyboardModifier.KeypadModifier, Do.FRAME_ON),
        (K.Key_Up, "", NONE, Do.EVENT_BACK),
        (K.Key_Down, "", NONE, Do.EVENT_ON),
        (K.Key_J, "j", NONE, Do.SHUTTLE_BACK),
        (K.Key_K, "k", NONE, Do.SHUTTLE_STOP),
        (K.Key_L, "l", NONE, Do.SHUTTLE_ON),
        (K.Key_Comma, ",", NONE, Do.SLOWER),
        (K.Key_Period, ".", NONE, Do.FASTER),
        (K.Key_Minus, "-", NONE, Do.SLOWER),
        (K.Key_Equal, "=", NONE, Do.FASTER),
        (K.Key_Plus, "+", Qt.KeyboardModifier.KeypadModifier, Do.FASTER),
        (K.Key_I, "i", NONE, Do.LOOP_FROM),
        (K.Key_O, "o", NONE, Do.LOOP_TO),
        (K.Key_L, "\x0c", CONTROL, Do.LOOP),
        (K.Key_M, "m", NONE, Do.MARK),
        (K.Key_Return, "\r", NONE, Do.EDIT),
        (K.Key_Left, "", ALT, Do.START_BACK),
        (K.Key_Right, "", ALT, Do.START_ON),
        (K.Key_Left, "", ALT | SHIFT, Do.END_BACK),
        (K.Key_Right, "", ALT | SHIFT, Do.END_ON),
        (K.Key_Delete, "\x7f", NONE, Do.DELETE),
        (K.Key_Z, "\x1a", CONTROL, Do.UNDO),
        (K.Key_Z, "\x1a", CONTROL | SHIFT, Do.REDO),
        (K.Key_C, "c", NONE, Do.CLIP),
        (K.Key_G, "\x07", CONTROL, Do.GO_TO),
        (K.Key_S, "s", NONE, Code("s")),
        (K.Key_S, "S", SHIFT, Code("s")),
        (K.Key_1, "1", NONE, Code("1")),
        (K.Key_1, "1", Qt.KeyboardModifier.KeypadModifier, Code("1")),
        (K.Key_Q, "q", NONE, None),
        (K.Key_S, "\x13", CONTROL, None),
        (K.Key_S, "s", ALT, None),
    ],
)
def test_each_key_means_what_the_table_says(
    key: Qt.Key, text: str, held: Qt.KeyboardModifier, meaning: Meaning | None
) -> None:
    assert read(key, text, held) == meaning


@pytest.mark.parametrize(
    ("layout", "key", "text", "scan", "meaning"),
    [
        # X11 key codes: the place of S is 39, of W 25, of A 38, of Z 52, of 1 10, of comma 59, of M 58
        ("QWERTY", K.Key_W, "w", 25, Code("w")),
        ("AZERTY: w stands where QWERTY has z", K.Key_W, "w", 52, Code("w")),
        ("AZERTY: the place of w types z, which is no w", K.Key_Z, "z", 25, Do.ZOOM),
        ("AZERTY: the digits' row types & without Shift", K.Key_Ampersand, "&", 10, Code("1")),
        ("AZERTY: comma stands where QWERTY has m", K.Key_Comma, ",", 58, Do.SLOWER),
        ("QWERTZ: t is t", K.Key_T, "t", 28, Code("t")),
        ("QWERTZ: ß is a Latin letter of its own, not the minus of its place", K.Key_ssharp, "ß", 20, None),
        ("Greek: sigma on the place of S", 0x3C3, "σ", 39, Code("s")),
        ("Greek: mu on the place of M marks", 0x3BC, "μ", 58, Do.MARK),
        ("Cyrillic: yeru on the place of S", 0x44B, "ы", 39, Code("s")),
        ("Cyrillic: be on the place of the comma", 0x431, "б", 59, Do.SLOWER),
        ("Arabic: sin on the place of S", 0x633, "س", 39, Code("s")),
        ("Arabic: a key that types two letters (B)", 0x644, "لا", 56, None),
        ("Arabic: tah on the place of the apostrophe", 0x637, "ط", 48, None),
    ],
)
def test_the_letter_typed_counts_and_elsewhere_the_place(
    layout: str, key: int, text: str, scan: int, meaning: Meaning | None
) -> None:
    assert read(key, text, scan=scan) == meaning, layout


def test_places_are_named_alike_on_every_system() -> None:
    assert physical_key(39, 0, "linux") == "s"
    assert physical_key(31, 0, "win32") == "s"
    assert physical_key(0, 1, "darwin") == "s"


def test_control_z_on_a_cyrillic_layout_undoes() -> None:
    assert read(0x44F, "", CONTROL, scan=52) is Do.UNDO


def test_a_local_legend_is_learnt_from_the_key_pressed() -> None:
    reader = KeyReader(lambda key: key == "s", platform="linux")
    reader.read(key_event(0x3C3, "σ", scan=39))
    assert reader.legends == {"s": "σ"}


def test_held_keys_step_but_never_code() -> None:
    assert read(K.Key_Right, repeat=True) is Do.FRAME_ON
    assert read(K.Key_Right, held=ALT, repeat=True) is Do.START_ON
    assert read(K.Key_S, "s", repeat=True) is None
    assert read(K.Key_M, "m", repeat=True) is None
    assert read(K.Key_Delete, repeat=True) is None
    assert read(K.Key_Space, " ", repeat=True) is None


def test_digits_answer_an_open_prompt_before_they_code() -> None:
    assert read(K.Key_1, "1", prompt=True) == Digit(1)
    assert read(K.Key_1, "1") == Code("1")
    assert read(K.Key_Eacute, "é", scan=11, prompt=True) == Digit(2)  # AZERTY


def test_a_default_key_is_the_scheme_s_only_where_the_scheme_says_so() -> None:
    assert read(K.Key_J, "j") is Do.SHUTTLE_BACK
    assert read(K.Key_J, "j", wins=frozenset("j")) == Code("j")
    assert KeyReader(lambda key: True, frozenset("c")).clashes("sjc") == {"j"}


def test_looking_nearer_gives_its_key_to_any_code_and_that_is_no_clash() -> None:
    assert read(K.Key_Z, "z") is Do.ZOOM
    reader = KeyReader(lambda key: key == "z")
    assert reader.read(key_event(K.Key_Z, "z")) == Code("z")
    assert reader.clashes("z") == frozenset()


# ---- keys that the settings changed


def test_a_command_with_another_key_lets_go_of_its_default_ones() -> None:
    moved = {Do.SHUTTLE_BACK: "Q", Do.SLOWER: "Ctrl+Left", Do.FULL_SCREEN: ""}
    assert read(K.Key_Q, "q", chosen=moved) is Do.SHUTTLE_BACK
    assert read(K.Key_J, "j", chosen=moved) == Code("j")  # the scheme's, now that nothing else wants it
    assert read(K.Key_Left, "", CONTROL, chosen=moved) is Do.SLOWER
    assert read(K.Key_Comma, ",", chosen=moved) is None
    assert read(K.Key_Minus, "-", chosen=moved) is None
    assert read(K.Key_F11, "", chosen=moved) is None


@pytest.mark.parametrize(
    ("chosen", "key", "text", "held"),
    [
        ("Ctrl+B", K.Key_B, "\x02", CONTROL),
        ("Ctrl+Shift+B", K.Key_B, "\x02", CONTROL | SHIFT),
        ("Alt+B", K.Key_B, "b", ALT),
        ("Shift+B", K.Key_B, "B", SHIFT),
        ("B", K.Key_B, "b", NONE),
        ("F5", K.Key_F5, "", NONE),
        ("/", K.Key_Slash, "/", NONE),
        ("PgDown", K.Key_PageDown, "", NONE),
    ],
)
def test_any_kind_of_key_can_be_chosen(chosen: str, key: Qt.Key, text: str, held: Qt.KeyboardModifier) -> None:
    assert read(key, text, held, chosen={Do.FILM_END: chosen}) is Do.FILM_END
    assert read(K.Key_End, chosen={Do.FILM_END: chosen}) is None


def test_a_chosen_letter_works_on_its_place_where_letters_are_not_latin() -> None:
    assert read(0x44F, "я", scan=52, chosen={Do.LOOP: "Z"}) is Do.LOOP


def test_a_scheme_s_key_that_the_settings_gave_to_a_command_is_a_clash() -> None:
    reader = KeyReader(lambda key: True, table=KeyTable({Do.LOOP_FROM: "S"}))
    assert reader.clashes("sti") == {"s"}
    assert read(K.Key_S, "s", chosen={Do.LOOP_FROM: "S"}) is Do.LOOP_FROM
    assert read(K.Key_S, "s", wins=frozenset("s"), chosen={Do.LOOP_FROM: "S"}) == Code("s")


def test_of_the_settings_the_room_takes_its_own_keys_and_says_how_they_are_written() -> None:
    table = KeyTable(chosen_keys({"go.scores": "Ctrl+9", "code.loop-from": "Shift+Left", "code.clip": ""}))
    assert table.shown(Do.LOOP_FROM) == "Shift ←"
    assert (table.shown(Do.CLIP), table.shown(Do.UNDO), table.shown(Do.SLOWER)) == ("", "Ctrl Z", ",")
