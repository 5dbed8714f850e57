"""What a parent reads, from TOML tables: those that ship, and a service's own in its library, which come first."""

from __future__ import annotations

from importlib import resources

from vfi.core.errors import FileDamaged
from vfi.core.findings import errors
from vfi.core.parent_texts import Concept, ParentTexts
from vfi.files.vault import Vault
from vfi.store.toml_reading import Document

FOLDER = "parent"
"""In the assets and in a library: one `<language>.toml` each."""


def parent_languages(vault: Vault | None = None) -> list[str]:
    """Languages for which there are texts."""
    shipped = {entry.name for entry in (resources.files("vfi") / "assets" / FOLDER).iterdir()}
    own = set(vault.list(FOLDER)) if vault is not None and vault.is_folder(FOLDER) else set()
    return sorted(name.removesuffix(".toml") for name in shipped | own if name.endswith(".toml"))


def parent_texts(language: str, vault: Vault | None = None) -> ParentTexts:
    """The texts of a language: ours, each replaced by the service's own where it has one; empty for a language that
    nobody has written yet.

    Raises:
        FileDamaged: `record-findings` with every finding of a table.
    """
    found = ParentTexts(language=language, name=language)
    shipped = resources.files("vfi") / "assets" / FOLDER / f"{language}.toml"
    if shipped.is_file():
        found = _over(found, _read(shipped.read_bytes(), f"{FOLDER}/{language}.toml", language))
    own = f"{FOLDER}/{language}.toml"
    if vault is not None and vault.exists(own):
        found = _over(found, _read(vault.read(own), own, language))
    return found


def _over(below: ParentTexts, above: ParentTexts) -> ParentTexts:
    """What was checked stays checked only where nothing unchecked was laid over it; concepts each for themselves."""
    return ParentTexts(
        language=below.language,
        name=above.name or below.name,
        checked_by=above.checked_by if above.texts else below.checked_by,
        texts={**below.texts, **above.texts},
        concepts={**below.concepts, **above.concepts},
    )


def _read(source: bytes, path: str, language: str) -> ParentTexts:
    document = Document(source, path)
    root = document.root()
    root.text("language", language)
    checked_by = root.text("checked_by")
    words = root.table("texts")
    texts = {}
    if words is not None:
        texts = {key: words.texts(key) for key in words.data}
        words.close()
    concepts = {}
    for table in root.tables("concept"):
        id = table.id()
        concepts[id] = Concept(
            id=id,
            word=table.text("word", required=True),
            sentence=table.text("sentence", required=True),
            careful=table.flag("careful"),
            checked_by=table.text("checked_by", checked_by),
        )
        table.close()
    name = root.text("name", language)
    root.close()
    if errors(document.findings):
        found = tuple(document.findings)
        raise FileDamaged("record-findings", path=path, findings=found, errors=len(errors(found)))
    return ParentTexts(language=language, name=name, checked_by=checked_by, texts=texts, concepts=concepts)
