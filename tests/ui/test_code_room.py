"""The Code room in a window: a key at a frame, and the row, the lane, the form and the journal agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.store.safety_story import SESSION, settings
from tests.ui.code_story import ALT, CONTROL, SCHEME, SHIFT, Story, close, open_story, press, tell, type_letters
from vfi.core.coding import Role
from vfi.core.events import CodeId, PointEvent, StateEvent, modifier
from vfi.core.scheme import NO_SCHEME
from vfi.core.time import SECOND
from vfi.files.vault import PlainVault
from vfi.store.codings import OpenCoding, create_coding, open_coding
from vfi.ui.code.room import CodeRoom
from vfi.ui.code.safety import Notice
from vfi.ui.recent import Recent
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window
K = Qt.Key


@pytest.fixture
def story(theme: Theme) -> Iterator[Story]:
    story = open_story(theme)
    yield story
    close(story)


def pixels(widget: object) -> QImage:
    return widget.grab().toImage()  # type: ignore[attr-defined]


# ---- coding


def test_a_key_at_frame_120_is_a_row_a_lane_and_a_count(story: Story) -> None:
    story.go(120)
    press(story, K.Key_S, "s")
    event = story.only()
    assert isinstance(event, PointEvent)
    assert event.at == 120 * SECOND // 25
    assert story.rows() == [("0:00:04.800", "Start", "just now")]
    assert story.page.index.count(event.tier, event.code) == 1
    assert story.page.index.lane(event.tier).starts.tolist() == [4_800_000_000]
    assert story.page.selected == event.id
    assert story.page.form.event_id == event.id


def test_the_journal_says_what_the_window_shows_and_undo_survives_a_restart(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    vault, using = PlainVault(tmp_path / "library"), settings(tmp_path / "emergency")
    path = create_coding(vault, SESSION, session="2026-03-11-home-play", coder="anna", role=Role.PRIMARY, scheme=SCHEME)

    def opened() -> OpenCoding:
        return open_coding(vault, path, lambda header: SCHEME, "anna", settings=using)

    first = open_story(theme, opened())
    first.go(120)
    press(first, K.Key_S, "s")
    lines = vault.read(path).splitlines()
    assert any(b'"start"' in line and b"4800000000" in line for line in lines[1:])
    close(first)
    first.desk.close()

    again = open_story(theme, opened())
    assert [row[:2] for row in again.rows()] == [("0:00:04.800", "Start")]
    press(again, K.Key_Z, "", CONTROL)
    assert again.rows() == []
    press(again, K.Key_Z, "", CONTROL | SHIFT)
    assert [row[:2] for row in again.rows()] == [("0:00:04.800", "Start")]
    close(again)
    again.desk.close()


def test_a_held_key_codes_once(story: Story) -> None:
    story.go(10)
    press(story, K.Key_S, "s")
    for _ in range(5):
        press(story, K.Key_S, "s", repeat=True)
    assert len(story.events()) == 1


def test_one_key_starts_a_state_and_the_next_of_its_group_ends_it_on_the_same_frame(story: Story) -> None:
    story.go(50)
    press(story, K.Key_G, "g")
    story.go(100)
    press(story, K.Key_B, "b")
    glad, busy = story.events()
    assert isinstance(glad, StateEvent)
    assert isinstance(busy, StateEvent)
    assert glad.end == busy.start == 4 * SECOND
    assert busy.end is None
    assert story.rows()[0][2] == "2.0 s"
    assert story.rows()[1][2] == "open"


def test_an_open_state_is_lit_with_its_running_time(story: Story) -> None:
    row = story.page.palette_.rows["tuning", "tune"]
    story.go(50)
    press(story, K.Key_T, "t")
    story.go(120)
    assert row.lit
    assert row._state.lasting == 2_800_000_000
    story.go(20)
    assert not row.lit


def test_what_a_key_did_when_it_was_not_simple_is_said_in_one_line(story: Story) -> None:
    story.go(50)
    type_letters(story, "tt")
    assert "taken back" in tell(story)
    assert story.events() == []
    press(story, K.Key_S, "s")
    assert tell(story) == ""


def test_m_marks_with_no_scheme_at_all(theme: Theme, qtbot: QtBot) -> None:
    story = open_story(theme, scheme=NO_SCHEME)
    story.go(7)
    press(story, K.Key_M, "m")
    assert [row.code.id for row in story.page.palette_.rows.values()] == ["mark"]
    assert story.rows() == [("0:00:00.280", "Mark", "just now")]
    close(story)


def test_a_default_key_stays_what_it_is_unless_the_scheme_wins_over_it(story: Story) -> None:
    story.go(100)
    press(story, K.Key_C, "c")
    assert story.only().code == "calm"
    press(story, K.Key_J, "j")
    assert len(story.events()) == 1
    assert story.film.state.direction == -1
    press(story, K.Key_K, "k")
    assert not story.film.state.playing


def test_keys_that_the_settings_changed_hold_at_once_and_clashes_are_said(story: Story) -> None:
    assert "J" in tell(story)  # the story's own clash
    story.room.use_keys({"code.shuttle-back": "Q", "code.mark": "T"})
    page = story.room.page
    assert page is not None
    story.page = page
    page.to_film()
    story.go(100)
    press(story, K.Key_J, "j")
    assert story.only().code == "jump"
    press(story, K.Key_Q, "q")
    assert story.film.state.direction == -1
    assert page.palette_.rows["marks", "mark"]._key == "T"
    assert [row.code.id for row in page.palette_.rows.values() if row._clash] == ["tune"]


def test_typing_in_a_field_never_codes_and_escape_returns_to_the_film(story: Story) -> None:
    story.go(30)
    press(story, K.Key_S, "s")
    story.page.form.edit_comment()
    QTest.keyClicks(story.page.form.comment, "start")
    assert len(story.events()) == 1
    QTest.keyClick(story.page.form.comment, K.Key_Escape)
    assert QApplication.focusWidget() is story.view
    assert story.only().comment == "start"


# ---- prompts


def test_a_digit_answers_the_open_question_and_the_next_code_closes_it(story: Story) -> None:
    story.go(40)
    press(story, K.Key_R, "r")
    assert story.page.palette_.prompt.isVisible()
    press(story, K.Key_2, "2")
    assert modifier(story.only(), "how") == "sound"
    assert not story.page.palette_.prompt.isVisible()
    story.go(60)
    press(story, K.Key_R, "r")
    press(story, K.Key_S, "s")
    assert not story.page.palette_.prompt.isVisible()


def test_enter_takes_the_suggested_link_and_escape_leaves_it(story: Story) -> None:
    story.go(40)
    press(story, K.Key_S, "s")
    story.go(60)
    press(story, K.Key_W, "w")
    start, answer = story.events()
    assert story.page.timeline.sheet.suggestion == (answer.id, start.id)
    press(story, K.Key_Return, "\r")
    assert story.events()[1].responds_to == start.id
    assert story.rows()[1][2] == "0.8 s after"
    story.go(80)
    press(story, K.Key_W, "w")
    press(story, K.Key_Escape)
    assert story.events()[2].responds_to is None
    assert story.desk.prompt is None


# ---- moving about


def test_up_and_down_go_from_event_to_event_and_the_film_follows(story: Story) -> None:
    for frame in (20, 60, 90):
        story.go(frame)
        press(story, K.Key_S, "s")
    story.go(70)
    press(story, K.Key_Up)
    assert story.view.on_screen == 60
    press(story, K.Key_Down)
    assert story.view.on_screen == 90
    assert story.page.list.table.currentIndex().row() == 2
    press(story, K.Key_Down)
    assert story.view.on_screen == 90


def test_arrows_step_by_a_frame_and_with_shift_by_a_second(story: Story) -> None:
    story.go(100)
    press(story, K.Key_Right)
    assert story.view.on_screen == 101
    press(story, K.Key_Left, "", SHIFT)
    assert story.view.on_screen == 76


def test_alt_and_arrows_move_the_edges_and_the_film_shows_them(story: Story) -> None:
    story.go(50)
    press(story, K.Key_T, "t")
    story.go(100)
    press(story, K.Key_T, "t")
    press(story, K.Key_Right, "", ALT)
    press(story, K.Key_Left, "", ALT | SHIFT)
    event = story.only()
    assert isinstance(event, StateEvent)
    assert (event.start, event.end) == (51 * SECOND // 25, 99 * SECOND // 25)
    assert story.view.on_screen == 98  # the last frame with the behaviour


def test_the_end_is_shown_as_the_last_frame_with_the_behaviour_and_typed_so(story: Story) -> None:
    story.go(50)
    press(story, K.Key_T, "t")
    story.go(100)
    press(story, K.Key_T, "t")
    press(story, K.Key_Return)
    until = story.page.form.times[1]
    assert until._frame.text() == "f 99"
    until.edit.setText("f79")
    QTest.keyClick(until.edit, K.Key_Return)
    event = story.only()
    assert isinstance(event, StateEvent)
    assert event.end == 80 * SECOND // 25


def test_a_time_that_cannot_be_is_refused_and_stays_to_be_mended(story: Story) -> None:
    story.go(50)
    press(story, K.Key_S, "s")
    press(story, K.Key_Return)
    (field,) = story.page.form.times
    field.edit.setText("9:99:99")
    QTest.keyClick(field.edit, K.Key_Return)
    assert field.edit.text() == "9:99:99"
    assert field.property("wrong")
    assert story.only().start == 2 * SECOND


def test_control_g_goes_to_a_frame(story: Story, qtbot: QtBot) -> None:
    press(story, K.Key_G, "", CONTROL)
    edit = QApplication.focusWidget()
    assert edit is not None
    QTest.keyClicks(edit, "f1234")
    QTest.keyClick(edit, K.Key_Return)
    shown = ("0:00:49.360", "frame ", "1\u202f234", " of 3\u202f000")
    qtbot.waitUntil(lambda: story.page.transport.position.words == shown)
    assert story.view.on_screen == 1234


def test_the_form_gives_an_event_another_code_of_its_tier(story: Story) -> None:
    story.go(50)
    press(story, K.Key_G, "g")
    assert story.page.form.name.isEnabled()
    story.page.do_change(lambda: story.desk.recode(story.only().id, CodeId("busy")))
    assert story.only().code == "busy"
    assert [row[1] for row in story.rows()] == ["Busy"]
    assert story.page.form.name.text() == "Busy"
    assert story.page.palette_.rows["face", "busy"].lit
    assert not story.page.palette_.rows["face", "glad"].lit
    press(story, K.Key_Z, "", CONTROL)
    assert story.only().code == "glad"


def test_the_only_code_of_a_tier_cannot_be_another(story: Story) -> None:
    press(story, K.Key_T, "t")
    assert not story.page.form.name.isEnabled()


# ---- list


def test_the_list_is_a_proper_model_while_events_come_and_go(story: Story) -> None:
    model: QAbstractItemModel = story.page.list.model
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(one, mode) for one in (model, story.page.list.filter)]
    for frame, keys in ((50, "st"), (20, "g"), (80, "tb"), (60, "s")):
        story.go(frame)
        type_letters(story, keys)
    press(story, K.Key_Delete)
    press(story, K.Key_Z, "", CONTROL)
    press(story, K.Key_Left, "", ALT)
    assert [row[0] for row in story.rows()] == sorted(row[0] for row in story.rows())
    assert len(testers) == 2
    assert len(story.rows()) == len(story.events())


def test_the_search_finds_codes_details_and_comments(story: Story) -> None:
    story.go(20)
    press(story, K.Key_S, "s")
    story.desk.comment(story.only().id, "Looks at the ring")
    story.go(40)
    press(story, K.Key_M, "m")
    story.page.list.edit.setText("RING")
    assert [row[1] for row in story.rows()] == ["Start"]
    story.page.list.edit.setText("")
    assert len(story.rows()) == 2


def test_an_event_chosen_in_the_list_is_ringed_on_its_lane(story: Story) -> None:
    for frame in (20, 60):
        story.go(frame)
        press(story, K.Key_S, "s")
    table = story.page.list.table
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 0)).center()
    )
    assert story.page.timeline.sheet.selected == story.events()[0].id
    QApplication.processEvents()
    assert story.view.on_screen == 20


# ---- what was watched


def test_frames_that_were_stepped_through_count_as_watched_and_jumps_do_not(story: Story) -> None:
    story.go(100)
    for _ in range(30):
        press(story, K.Key_Right)
    story.go(500)
    story.desk.flush()
    (span,) = story.desk.coding.covered(SCHEME.tiers[0].id)
    assert (span.start, span.end) == (100 * SECOND // 25, 131 * SECOND // 25)


# ---- the room


def test_the_columns_and_the_lanes_share_one_vertical_line(story: Story, qtbot: QtBot) -> None:
    page = story.page
    qtbot.waitUntil(lambda: page.timeline.names.width() == page.palette_.width())
    film = story.view.mapTo(page, QPoint(0, 0)).x()
    lanes = page.timeline.view.mapTo(page, QPoint(0, 0)).x()
    assert page.palette_.width() == 219
    assert film == lanes == 220
    assert page.timeline.height() == page.timeline.full_height


def test_a_large_window_has_wider_columns_and_higher_lanes(theme: Theme, qtbot: QtBot) -> None:
    story = open_story(theme, size=(1856, 1036))
    assert story.page.palette_.width() == 263
    assert story.page.timeline.sheet.rows[0].height == 36
    close(story)


def test_in_a_narrow_window_the_events_are_a_drawer(theme: Theme, qtbot: QtBot) -> None:
    story = open_story(theme, size=(1000, 640))
    assert not story.page.list.isVisible()
    QTest.mouseClick(story.page.transport.drawer, Qt.MouseButton.LeftButton)
    assert story.page.list.isVisible()
    assert story.view.height() >= 180
    close(story)


def test_c_asks_for_a_clip_of_the_selected_event(theme: Theme, qtbot: QtBot) -> None:
    story = open_story(theme, scheme=NO_SCHEME)
    press(story, K.Key_M, "m")
    with qtbot.waitSignal(story.room.clip_wanted) as asked:
        press(story, K.Key_C, "c")
    assert asked.args == [story.only().id]
    close(story)


def test_a_read_only_coding_says_why_and_changes_nothing(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    vault, using = PlainVault(tmp_path / "library"), settings(tmp_path / "emergency")
    path = create_coding(vault, SESSION, session="s", coder="anna", role=Role.PRIMARY, scheme=SCHEME)
    source = open_coding(vault, path, lambda header: SCHEME, "anna", write=False, settings=using)
    room_notices: list[Notice | None] = []
    story = open_story(theme, source)
    story.room.notice_changed.connect(room_notices.append)
    press(story, K.Key_S, "s")
    assert story.events() == []
    assert "reading" in tell(story)
    assert story.room._notice is not None
    assert story.room._notice.level == "danger"
    close(story)
    assert room_notices == [None]
    story.desk.close()


def test_the_empty_room_opens_what_was_open_last_with_enter(theme: Theme, qtbot: QtBot) -> None:
    room = CodeRoom(theme)
    qtbot.addWidget(room)
    room.show_recent((Recent("F012/x", "F012", "11 March, home play", "25 % watched"),))
    room.show()
    focus = room.first_focus()
    assert focus is not None
    with qtbot.waitSignal(room.session_wanted) as wanted:
        QTest.keyClick(focus, K.Key_Return)
    assert wanted.args == ["F012/x"]


def test_undo_says_what_it_takes_back(story: Story) -> None:
    press(story, K.Key_S, "s")
    assert story.room.undo.accessibleName() == "Undo coding a moment"
    assert not story.room.redo.isEnabled()


def test_every_control_has_a_name(story: Story) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    press(story, K.Key_S, "s")
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    controls = [child for kind in kinds for child in story.room.findChildren(kind) if child.isVisible()]
    assert len(controls) > 15
    assert [child for child in controls if not child.accessibleName()] == []


def test_larger_text_puts_the_page_together_anew_and_keeps_the_session(qapp: QApplication) -> None:
    own = Theme("light")
    story = open_story(own)
    press(story, K.Key_S, "s")
    before = story.page
    own.set_scale(1.5)
    page = story.room.page
    assert page is not None
    assert page is not before
    assert page.list.model.rowCount() == 1
    QApplication.processEvents()
    press(story, K.Key_M, "m")
    assert page.list.model.rowCount() == 2
    close(story)


def test_a_button_that_has_the_keyboard_leaves_the_keys_to_the_film(story: Story) -> None:
    story.go(100)
    loop = story.page.transport.loop
    loop.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(loop, K.Key_Right)
    QApplication.processEvents()
    QTest.keyClick(loop, K.Key_S)
    assert story.only().start == 101 * SECOND // 25
    QTest.keyClick(loop, K.Key_Space)
    assert story.film.state.looping
    assert not story.film.state.playing


def test_the_film_alone_keeps_its_keys_and_escape_brings_the_rest_back(story: Story) -> None:
    press(story, K.Key_F11)
    assert not story.page.palette_.isVisible()
    assert not story.page.timeline.isVisible()
    press(story, K.Key_M, "m")
    assert len(story.events()) == 1
    press(story, K.Key_Escape)
    assert story.page.palette_.isVisible()
    assert story.page.list.isVisible()
