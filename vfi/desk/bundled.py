"""What comes with vfi: the coding schemes and the example library, found in one place."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from vfi.core.errors import BadInput
from vfi.core.scheme import Scheme
from vfi.core.spelling import did_you_mean
from vfi.files.trouble import could_not
from vfi.store.schemes import read_scheme


def bundled_folder(name: str) -> Path:
    """`coding_schemes` or `sessions`: inside the installed package, or beside it in a checkout."""
    installed = Path(str(resources.files("vfi"))) / "assets" / name
    return installed if installed.is_dir() else Path(str(resources.files("vfi"))).parent / name


def example_library() -> Path:
    """The example library: no real people."""
    return bundled_folder("sessions")


@dataclass(frozen=True, slots=True)
class FoundScheme:
    """A scheme and the bytes of its file, from which the session's copy is made."""

    scheme: Scheme
    source: bytes
    path: Path


def bundled_schemes() -> list[FoundScheme]:
    """The schemes that come with vfi, by title."""
    found = [_read(path) for path in sorted(bundled_folder("coding_schemes").glob("*.toml"))]
    return sorted(found, key=lambda each: each.scheme.title)


def find_scheme(name: str) -> FoundScheme:
    """A scheme by the path of its file, or by the id (also `id@version`) of one that comes with vfi.

    Raises:
        BadInput: `scheme-not-found`, `scheme-not-found-near`, or `scheme-findings` with all findings at once.
    """
    path = Path(name)
    if path.is_file():
        return _read(path)
    # the folder in which they lie in a checkout; any other folder means a file of the person's own
    ours = path.suffix == ".toml" and path.parent.name in ("", "coding_schemes")
    wanted = path.stem if ours else name
    bundled = bundled_schemes()
    for each in bundled:
        if wanted in (each.scheme.id, each.scheme.ref):
            return each
    known = [each.scheme.id for each in bundled]
    meant = did_you_mean(wanted, known)
    if meant:
        raise BadInput("scheme-not-found-near", scheme=name, meant=meant)
    raise BadInput("scheme-not-found", scheme=name, known=", ".join(known))


def _read(path: Path) -> FoundScheme:
    try:
        source = path.read_bytes()
    except OSError as error:
        raise could_not(error, path) from error
    return FoundScheme(read_scheme(source, path=str(path)), source, path)
