"""An interpreter's voice beside a deck: its sound alone, in one kind of file, seconds long."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.deck_story import DeckStory
from vfi.core.errors import BadInput, CouldNot, FilmError
from vfi.desk.voices import attach_voice, voices_folder
from vfi.media.spoken import spoken

pytestmark = pytest.mark.film


@pytest.fixture
def story(film_file: Callable[[str], Path], tmp_path: Path) -> DeckStory:
    return DeckStory(film_file("h264-gop250"), tmp_path)


def tone(path: Path, seconds: float, rate: int = 44_100) -> Path:
    wave_form = np.sin(np.arange(round(seconds * rate)) / rate * 440 * 6.28) * 12_000
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(wave_form.astype("<i2").tobytes())
    return path


def kept(story: DeckStory, name: str) -> Path:
    return story.session.vault.local_path(voices_folder(story.deck) / name)


def test_a_recording_is_kept_as_a_wav_of_our_own(story: DeckStory, tmp_path: Path) -> None:
    name = attach_voice(story.deck, tone(tmp_path / "Memo of Hana.wav", 1.5), "baby_says", "ar")
    assert name == "baby-says-ar.wav"
    with wave.open(str(kept(story, name))) as read:
        assert (read.getnchannels(), read.getframerate()) == (2, 48_000)
        assert read.getnframes() == pytest.approx(72_000, abs=600)
    assert spoken(kept(story, name)) == spoken(tmp_path / "Memo of Hana.wav")


def test_another_recording_takes_no_ones_place(story: DeckStory, tmp_path: Path) -> None:
    source = tone(tmp_path / "a.wav", 0.2)
    assert attach_voice(story.deck, source, "words", "en") == "words-en.wav"
    assert attach_voice(story.deck, source, "words", "en") == "words-en-2.wav"


def test_what_is_no_sound_is_said_and_nothing_is_kept(story: DeckStory, tmp_path: Path) -> None:
    letter = tmp_path / "letter.mp3"
    letter.write_text("Dear Anna")
    with pytest.raises(FilmError, match="voice-unreadable"):
        attach_voice(story.deck, letter, "words", "en")
    with pytest.raises(CouldNot, match="voice-not-read"):
        attach_voice(story.deck, tmp_path / "gone.wav", "words", "en")
    with pytest.raises(BadInput, match="voice-empty"):
        attach_voice(story.deck, tone(tmp_path / "silent.wav", 0), "words", "en")
    assert not story.session.vault.is_folder(voices_folder(story.deck))


def test_longer_than_a_minute_is_no_voice_beside_a_text(story: DeckStory, tmp_path: Path) -> None:
    attach_voice(story.deck, tone(tmp_path / "minute.wav", 60, rate=8_000), "words", "en")
    with pytest.raises(BadInput, match="voice-too-long"):
        attach_voice(story.deck, tone(tmp_path / "long.wav", 60.5, rate=8_000), "words", "en")
