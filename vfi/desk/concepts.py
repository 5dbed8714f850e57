"""The concept cards of a service: ours, its own beside them, and the picture of each.

A service lays its own into the folder `parent` of its library: `<language>.toml` with texts and concepts (a table of
the same shape as ours, laid over it entry by entry; a concept with a new id is a new one), and pictures named
`concept-<id>.svg` or `concept-<id>.png`, which are shown instead of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from xml.parsers import expat

from vfi.core.errors import BadInput, VfiError
from vfi.core.findings import Finding, Severity
from vfi.core.parent_texts import Concept, Picture
from vfi.files.names import is_name
from vfi.files.vault import Vault
from vfi.store.parent_texts import FOLDER, parent_texts

KINDS = ("svg", "png")
"""Of a service's own pictures, the first that is there counts."""
MOST_BYTES = 8_000_000
"""A larger picture would keep the parent's screen waiting."""

_DRAWINGS = ("assets", "drawings")


def concepts(languages: Sequence[str], vault: Vault | None = None) -> tuple[Concept, ...]:
    """Every concept, in our order and then the service's own ones, in the first of these languages that has it.

    Raises:
        FileDamaged: `record-findings` for a table of the service's own.
    """
    found: dict[str, Concept] = {}
    for language in dict.fromkeys((*languages, "en")):
        for id, concept in parent_texts(language, vault).concepts.items():
            found.setdefault(id, concept)
    ours = list(parent_texts("en").concepts)
    place = {id: number for number, id in enumerate(ours)}
    return tuple(sorted(found.values(), key=lambda concept: place.get(concept.id, len(ours))))


def own_concepts(languages: Sequence[str], vault: Vault) -> tuple[Concept, ...]:
    """Those of `concepts` that the service added, or says otherwise than we do."""
    ours = concepts(languages)
    return tuple(concept for concept in concepts(languages, vault) if concept not in ours)


def is_careful(id: str, vault: Vault | None = None) -> bool:
    """May this one be chosen by a person alone? So is one that cannot be looked up."""
    try:
        found = parent_texts("en", vault).concepts.get(id)
    except VfiError:
        found = parent_texts("en").concepts.get(id)
    return found is None or found.careful


def picture(concept: str, vault: Vault | None = None) -> Picture | None:
    """The service's own picture of a concept, else ours; None where there is neither.

    A picture of the service that cannot be used is said (`Picture.trouble`) and ours is given.
    """
    if not is_name(concept):
        return None
    trouble: VfiError | None = None
    for kind in KINDS if vault is not None else ():
        assert vault is not None
        path = f"{FOLDER}/concept-{concept}.{kind}"
        try:
            if not vault.exists(path):
                continue
            data = vault.read(path)
            _usable(data, kind, path)
        except VfiError as error:
            trouble = trouble or error
            continue
        return Picture(data, kind, own=True, trouble=trouble)
    ours = resources.files("vfi").joinpath(*_DRAWINGS, f"concept-{concept}.svg")
    if ours.is_file():
        return Picture(ours.read_bytes(), "svg", trouble=trouble)
    return Picture(b"", "", trouble=trouble) if trouble is not None else None


def own_pictures(vault: Vault) -> dict[str, Picture]:
    """The pictures that a service has of its own and that can be used, by concept."""
    found = {}
    for name in _names(vault):
        id = _concept_of(name)
        made = picture(id, vault) if id else None
        if made is not None and made.own:
            found[id] = made
    return found


def check_concepts(vault: Vault) -> Iterator[Finding]:
    """What is wrong with a service's own texts and pictures, each with its place."""
    known = {concept.id for concept in concepts(())}
    for name in _names(vault):
        path = f"{FOLDER}/{name}"
        if name.endswith(".toml"):
            try:
                known |= set(parent_texts(name.removesuffix(".toml"), vault).concepts)
            except VfiError as error:
                yield from _said(error, path)
    for name in _names(vault):
        path = f"{FOLDER}/{name}"
        id = _concept_of(name)
        if id:
            try:
                _usable(vault.read(path), name.rsplit(".", 1)[1].lower(), path)
            except VfiError as error:
                yield Finding(path=path, id=error.id, values=dict(error.values))
            if id not in known:
                yield Finding(path=path, id="picture-of-no-concept", values={"id": id}, severity=Severity.WARNING)
        elif not name.endswith(".toml"):
            yield Finding(path=path, id="picture-name", values={"name": name}, severity=Severity.WARNING)


def _said(error: VfiError, path: str) -> Iterator[Finding]:
    carried = error.values.get("findings")
    if isinstance(carried, tuple):
        yield from (finding for finding in carried if isinstance(finding, Finding))
    else:
        yield Finding(path=path, id=error.id, values=dict(error.values))


def _names(vault: Vault) -> list[str]:
    return [name for name in vault.list(FOLDER) if not name.startswith(".")] if vault.is_folder(FOLDER) else []


def _concept_of(name: str) -> str:
    """`concept-cues.svg` -> `cues`; empty for another name."""
    stem, _, ending = name.rpartition(".")
    id = stem.removeprefix("concept-")
    return id if ending.lower() in KINDS and id != stem and is_name(id) else ""


def _usable(data: bytes, kind: str, path: str) -> None:
    """Can it be drawn?

    Raises:
        BadInput: `picture-too-large`, `picture-broken`.
    """
    if len(data) > MOST_BYTES:
        raise BadInput("picture-too-large", path=path, most=MOST_BYTES // 1_000_000)
    if kind == "svg":
        whole = _is_svg(data)
    else:
        from vfi.media.picture_files import is_whole_png  # a picture of a service's own is rare, OpenCV is heavy

        whole = is_whole_png(data)
    if not whole:
        raise BadInput("picture-broken", path=path)


def _is_svg(data: bytes) -> bool:
    """A whole drawing that declares nothing to be filled in from elsewhere."""

    def refuse(*_declared: object) -> None:
        raise expat.ExpatError("entity")

    roots: list[str] = []
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, _attributes: roots.append(name) if not roots else None
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return False
    return roots[0].rpartition(":")[2] == "svg"
