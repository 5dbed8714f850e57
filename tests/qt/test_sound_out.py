"""A machine without a loudspeaker, or without Qt's multimedia part, is a silent machine and no error."""

from __future__ import annotations

import sys

import pytest

from vfi.qt.sound import QtSoundOut, qt_sound_out

QtMultimedia = pytest.importorskip("PySide6.QtMultimedia")


def test_without_a_device_opening_says_no_and_nothing_else_fails(qapp) -> None:
    out = QtSoundOut(QtMultimedia.QAudioDevice)
    assert out.open(48_000, 2) is False
    assert out.write(bytes(400)) == 0
    assert out.heard() is None
    out.close()


def test_without_the_multimedia_part_there_is_no_sound_out(qapp, monkeypatch) -> None:
    monkeypatch.delattr("PySide6.QtMultimedia", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    assert qt_sound_out() is None
