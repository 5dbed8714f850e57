"""A picture lost in the middle of a film: whoever asks for it is told which, and what leans on it is suspect."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from films import told

from vfi.core.errors import CouldNot, FilmError
from vfi.media.audit import FilmAudit, audit_film, pack_audit, pack_reached, unpack_audit, unpack_reached
from vfi.media.clips import ClipOrder, write_clip
from vfi.media.film import open_film
from vfi.media.index import build_index, provisional_index
from vfi.media.reader import FilmReader
from vfi.words.saying import film_remark
from vfi.words.sentences_film import SENTENCES

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]

LOST = 100
GROUP_END = 120
"""The next key frame after it."""


@pytest.fixture
def damaged(film_file: FilmFile, tmp_path: Path) -> Path:
    """A film of 240 pictures in which the bytes of one are gone."""
    source = film_file("variable-rate")
    index = build_index(source)
    ordinal = int(index.order[LOST])
    content = bytearray(source.read_bytes())
    place, size = int(index.packets.pos[ordinal]), int(index.packets.size[ordinal])
    content[place : place + size] = bytes(size)
    path = tmp_path / "damaged.mp4"
    path.write_bytes(content)
    return path


class TestReading:
    def test_it_is_named_and_its_neighbours_keep_their_numbers(self, damaged: Path) -> None:
        with open_film(damaged) as film:
            assert film.frames == 240
            for way in ([98, 99, LOST], [101, LOST], [LOST]):
                with pytest.raises(FilmError, match="frame-lost") as caught:
                    [film.read(frame) for frame in way]
                assert caught.value.values == {"frame": LOST}
            assert [told(film.read(frame)) for frame in (97, 98, 120, 121)] == [97, 98, 120, 121]
        assert str(LOST) in SENTENCES["frame-lost"].format(frame=LOST)

    def test_stepping_back_over_it_names_it_too(self, damaged: Path) -> None:
        with open_film(damaged) as film:
            film.read(102)
            film.read(101)
            with pytest.raises(FilmError, match="frame-lost"):
                film.read(LOST)
            assert told(film.read(98)) == 98

    def test_pictures_that_lean_on_it_are_suspect_in_every_order_of_asking(self, damaged: Path) -> None:
        index = build_index(damaged)
        for asked in (range(90, 130), range(129, 89, -1), (115, 101, 125, 90)):
            reader = FilmReader(damaged, index)
            for frame in asked:
                if frame == LOST:
                    continue
                picture = reader.picture(frame)
                wrong = told(reader.to_rgb(picture)) != frame
                assert picture.suspect or not wrong, frame
                if frame < 95 or frame >= GROUP_END:
                    assert not picture.suspect, frame
            reader.close()

    def test_a_clip_across_it_is_not_written_and_says_which_picture(self, damaged: Path, tmp_path: Path) -> None:
        out = tmp_path / "clip.mp4"
        with pytest.raises(FilmError, match="frame-lost") as caught:
            write_clip(ClipOrder(film=str(damaged), index=build_index(damaged), first=95, last=105, out=str(out)))
        assert caught.value.values == {"frame": LOST}
        assert not out.exists()

    def test_the_command_line_names_it(self, damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        from vfi import cli

        assert cli.run(["frame", str(damaged), str(LOST), "-o", str(tmp_path / "still.png")]) == 2
        assert f"Picture {LOST} " in capsys.readouterr().err
        assert not (tmp_path / "still.png").exists()


class TestAudit:
    def test_of_a_whole_film_every_frame_is_verified(self, film_file: FilmFile) -> None:
        path = film_file("edit-list")
        audit = audit_film(path, build_index(path))
        assert audit.verified
        assert audit.frames == 155
        assert "libavcodec" in audit.library
        assert [film_remark(line.id, line.values) for line in audit.lines] == [
            "All 155 pictures were decoded; every one is there, in order, none damaged."
        ]

    @pytest.mark.parametrize("name", ["open-gop", "hevc-open-gop", "intra-refresh", "mpegts-h264", "raw-h264",
                                      "interlaced-mpeg2-ts", "webm-vp9", "mpeg4-avi"])  # fmt: skip
    def test_films_of_every_kind_pass(self, name: str, film_file: FilmFile) -> None:
        path = film_file(name)
        assert audit_film(path, build_index(path), threads=1).verified

    def test_it_finds_the_lost_picture_and_the_stretch_that_leans_on_it(self, damaged: Path) -> None:
        audit = audit_film(damaged, build_index(damaged))
        assert not audit.verified
        assert audit.lost == ((LOST, LOST + 1),)
        ((first, after),) = audit.damaged
        assert 95 <= first <= LOST + 1
        assert after == GROUP_END
        said = [film_remark(line.id, line.values) for line in audit.lines]
        assert f"Picture {LOST} cannot be decoded." in said

    def test_it_can_be_cancelled_and_tells_how_far_it_is(self, film_file: FilmFile) -> None:
        path = film_file("h264-gop250")
        index, seen = build_index(path), list[float]()
        audit_film(path, index, progress=seen.append)
        assert seen == sorted(seen)
        assert seen[-1] == 1.0
        with pytest.raises(CouldNot, match="cancelled"):
            audit_film(path, index, cancelled=lambda: True)

    @pytest.mark.parametrize("name", ["open-gop", "mpegts-h264", "hevc-open-gop", "webm-vp9"])
    def test_left_it_goes_on_from_there_and_finds_the_same(self, name: str, film_file: FilmFile) -> None:
        path = film_file(name)
        index, asked, reached = build_index(path), itertools.count(), list[int]()
        with pytest.raises(CouldNot, match="cancelled"):
            audit_film(path, index, reached=reached.append, cancelled=lambda: next(asked) == 190)
        (place,) = reached
        assert 60 <= place <= 190
        parts = list[float]()
        audit = audit_film(path, index, begin=place, progress=parts.append)
        assert audit.verified
        assert parts[0] > 0.1
        assert replace(audit, when="") == replace(audit_film(path, index), when="")

    def test_what_is_wrong_is_told_alike_wherever_it_was_left(self, damaged: Path) -> None:
        index = build_index(damaged)
        whole = audit_film(damaged, index)
        for key in index.keys[: np.searchsorted(index.keys, index.order[LOST])]:
            assert replace(audit_film(damaged, index, begin=int(key)), when=whole.when) == whole

    def test_past_something_wrong_nothing_is_called_whole(self, damaged: Path) -> None:
        index, asked, reached = build_index(damaged), itertools.count(), list[int]()
        with pytest.raises(CouldNot, match="cancelled"):
            audit_film(damaged, index, reached=reached.append, cancelled=lambda: next(asked) == len(index.rank))
        assert [place for place in reached if place > index.order[LOST]] == []

    def test_how_far_it_came_is_known_of_the_same_film_only(self) -> None:
        kept = pack_reached(512, "this film")
        assert unpack_reached(kept, "this film") == 512
        assert unpack_reached(kept, "another film") == 0
        assert unpack_reached(kept[:20], "this film") == 0
        assert unpack_audit(kept, "this film") is None

    def test_what_is_provisional_is_not_verified(self, film_file: FilmFile) -> None:
        index = provisional_index(film_file("open-gop"))
        assert index is not None
        with pytest.raises(ValueError, match="provisional"):
            audit_film(film_file("open-gop"), index)

    def test_kept_it_comes_back_the_same_for_the_same_film_alone(self, damaged: Path) -> None:
        audit: FilmAudit = audit_film(damaged, build_index(damaged))
        kept = pack_audit(audit, "this film")
        assert unpack_reached(kept, "this film") == 0
        assert unpack_audit(kept, "this film") == audit
        assert unpack_audit(kept, "another film") is None
        assert unpack_audit(kept[:40], "this film") is None
        assert unpack_audit(b"[]", "this film") is None
