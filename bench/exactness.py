"""Hits / tries of the exact reader on every film that tells its frame: forward, random, stepping back."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from films import FILMS, MORE_FILMS, count_hits

from vfi.media.film import open_film


def main() -> int:
    results = {}
    print(f"{'film':26}{'forward':>12}{'random':>12}{'back':>12}  times")
    with tempfile.TemporaryDirectory() as folder:
        for name, made in (FILMS | MORE_FILMS).items():
            with open_film(made.make(Path(folder))) as film:
                hits = count_hits(film.read, made, seeks=100, steps=50)
                times = list(film.frame_map.times) == made.times
            got = (hits.forward, hits.random, hits.back)
            columns = "".join(f"{f'{hit}/{tries}':>12}" for hit, tries in zip(got, hits.tries, strict=True))
            print(f"{name:26}{columns}  {'exact' if times else 'WRONG'}", flush=True)
            results[name] = {"hits": got, "tries": hits.tries, "times_exact": times}
    right = all(result["hits"] == result["tries"] and result["times_exact"] for result in results.values())
    print(json.dumps({"all_right": right, "films": results}))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
