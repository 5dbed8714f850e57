"""Hits / tries of the exact reader on every film that tells its frame: forward, random, stepping back."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from films import FILMS, MORE_FILMS, count_hits

from vfi.media.film import open_film


def measure() -> dict[str, dict[str, Any]]:
    """By film: hits and tries of reading forward, at random places and stepping back; are the times exact?"""
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, made in (FILMS | MORE_FILMS).items():
            with open_film(made.make(Path(folder))) as film:
                hits = count_hits(film.read, made, seeks=100, steps=50)
                times = list(film.frame_map.times) == made.times
            got = (hits.forward, hits.random, hits.back)
            results[name] = {"hits": got, "tries": hits.tries, "times_exact": times}
    return results


def all_right(results: dict[str, dict[str, Any]]) -> bool:
    """Was every frame and every time the right one?"""
    return all(result["hits"] == result["tries"] and result["times_exact"] for result in results.values())


def main() -> int:
    results = measure()
    print(f"{'film':26}{'forward':>12}{'random':>12}{'back':>12}  times")
    for name, result in results.items():
        pairs = zip(result["hits"], result["tries"], strict=True)
        columns = "".join(f"{f'{hit}/{tries}':>12}" for hit, tries in pairs)
        print(f"{name:26}{columns}  {'exact' if result['times_exact'] else 'WRONG'}", flush=True)
    print(json.dumps({"all_right": all_right(results), "films": results}))
    return 0 if all_right(results) else 1


if __name__ == "__main__":
    sys.exit(main())
