"""Coding schemes as TOML files that people write and comment: reading, checking, the frozen copy in a session."""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256

from vfi.core.errors import BadInput, FileDamaged, Refused
from vfi.core.events import CodeId, TierId
from vfi.core.findings import Finding, Severity, errors
from vfi.core.scheme import (
    NO_SCHEME,
    Code,
    Link,
    Modifier,
    ModifierKind,
    Option,
    Scheme,
    Special,
    StateRule,
    Subject,
    Tier,
    TierType,
)
from vfi.core.time import SECOND, Ns
from vfi.files.vault import Vault, VaultPath, path_of
from vfi.store.scheme_findings import (
    ReadCode,
    ReadTier,
    check_codes,
    check_keys,
    check_tiers,
    find_doubles,
    find_reference,
)
from vfi.store.toml_reading import ID, Document, Table

FORMAT = 1
"""The version of the scheme file format that is written and fully understood here."""

_DEFAULT_WINDOW_S = Decimal(3)
_VERSION = re.compile(r"\d+\.\d+(\.\d+)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def read_scheme(source: bytes | VaultPath, vault: Vault | None = None, *, path: str = "") -> Scheme:
    """The scheme in these bytes of a TOML file, or in the file of this path in the vault.

    `path` names the place of findings where bytes are given.

    Raises:
        BadInput: `scheme-findings` with *all* findings at once (`findings`, errors and warnings), `path`, and `errors`,
            the number of those that stand in the way.
    """
    if not isinstance(source, bytes):
        if vault is None:
            raise TypeError("a path needs the vault that it lies in")
        path = path or path_of(source).as_posix()
        source = vault.read(source)
    scheme, findings = examine_scheme(source, path)
    if scheme is None:
        raise BadInput("scheme-findings", path=path, findings=findings, errors=len(errors(findings)))
    return scheme


def check_scheme(source: bytes, path: str = "") -> tuple[Finding, ...]:
    """Every problem of a scheme file with its line, in the order of the lines."""
    return examine_scheme(source, path)[1]


def examine_scheme(source: bytes, path: str = "") -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme, None when an error stands in the way, and everything that was found."""
    document = Document(source, path)
    scheme = None if document.data is None else _scheme(document.root())
    findings = tuple(sorted(document.findings, key=lambda finding: (finding.line or 0, finding.id)))
    return (None if errors(findings) else scheme), findings


def is_ref(text: str) -> bool:
    """Is this how a scheme of one version is named: `id@version`? Whatever else it is, it never becomes a path."""
    id, _, version = text.partition("@")
    return ID.fullmatch(id) is not None and _VERSION.fullmatch(version) is not None


def frozen_path(session: VaultPath, ref: str) -> str:
    """Where a session keeps its copy of the scheme `id@version`."""
    return (path_of(session) / "schemes" / f"{ref}.toml").as_posix()


def freeze_scheme(vault: Vault, session: VaultPath, source: bytes) -> tuple[Scheme, str]:
    """Keep a copy of a scheme in a session folder, byte for byte; returns the scheme and the copy's SHA-256.

    The session explains itself in ten years, whatever becomes of the scheme elsewhere.

    Raises:
        BadInput: `scheme-findings` when the scheme has errors.
        Refused: `scheme-ref-taken` when the session has another scheme of the same id and version.
    """
    scheme = read_scheme(source)
    path = frozen_path(session, scheme.ref)
    if vault.exists(path):
        if vault.read(path) != source:
            raise Refused("scheme-ref-taken", scheme=scheme.ref)
    else:
        vault.make_folder(path_of(path).parent)
        vault.write(path, source)
    return scheme, scheme_hash(source)


def read_frozen(vault: Vault, session: VaultPath, ref: str, expected: str) -> Scheme:
    """The session's copy of a scheme, if it still is what it was when coding began (`expected`: its SHA-256).

    For no scheme at all (`marks-only`, and no hash) nothing is read.

    Raises:
        FileDamaged: `scheme-copy-missing`, or `scheme-copy-differs` when the copy was changed by hand.
        BadInput: `scheme-findings`; `scheme-bad-ref` for what is no `id@version`.
    """
    if ref == NO_SCHEME.ref and not expected:
        return NO_SCHEME
    if not is_ref(ref):
        raise BadInput("scheme-bad-ref", value=ref)
    path = frozen_path(session, ref)
    if not vault.exists(path):
        raise FileDamaged("scheme-copy-missing", scheme=ref, path=path)
    source = vault.read(path)
    if scheme_hash(source) != expected:
        raise FileDamaged("scheme-copy-differs", scheme=ref, path=path)
    return read_scheme(source, path=path)


def scheme_hash(source: bytes) -> str:
    """SHA-256 (hex) of a scheme file, as it stands in the header of every coding that uses it."""
    return sha256(source).hexdigest()


def _scheme(root: Table) -> Scheme:
    if root.whole("format", FORMAT) > FORMAT:
        root.find("format", "scheme-newer", format=root.data["format"], known=FORMAT)
    version = root.text("version", required=True)
    if version and _VERSION.fullmatch(version) is None:
        root.find("version", "scheme-bad-version", value=version)
    languages = root.texts("languages") or ("en",)
    for language in languages:
        if _LANGUAGE.fullmatch(language) is None:
            root.find("languages", "scheme-bad-language", value=language)
    id, title = root.id(), root.text("title", required=True)
    about = {key: root.text(key) for key in ("description", "author", "rights", "source", "age_range", "film_length")}
    warnings = root.texts("warnings")
    wins_over = tuple(key.lower() for key in root.texts("wins_over"))

    subjects = [(_subject(table), table) for table in root.tables("subject")]
    find_doubles("subject", ((subject.id, table) for subject, table in subjects))
    shared = [(_modifier(table), table) for table in root.tables("modifier")]
    find_doubles("modifier", ((modifier.id, table) for modifier, table in shared))

    modifiers = {modifier.id: modifier for modifier, _ in shared}
    tiers: list[ReadTier] = []
    codes: list[ReadCode] = []
    for table in root.tables("tier"):
        tier, its_codes = _tier(table, modifiers)
        tiers.append((tier, table))
        codes += its_codes
    if not tiers:
        root.find("", "scheme-empty")
    check_tiers(tiers, [subject.id for subject, _ in subjects])
    check_codes(codes, {tier.id: tier.type for tier, _ in tiers})
    check_keys(codes, wins_over, root)
    root.close()
    return Scheme(
        id=id,
        version=version,
        title=title,
        language=languages[0],
        languages=languages,
        warnings=warnings,
        subjects=tuple(subject for subject, _ in subjects),
        tiers=tuple(tier for tier, _ in tiers),
        wins_over=wins_over,
        **about,
    )


def _subject(table: Table) -> Subject:
    subject = Subject(id=table.id(), label=table.text("label", required=True))
    table.close()
    return subject


def _modifier(table: Table) -> Modifier:
    id, label = table.id(), table.text("label", required=True)
    kind = ModifierKind(table.choice("kind", list(ModifierKind), ModifierKind.ONE))
    options = []
    for option in table.tables("option"):
        options.append((_option(option), option))
    find_doubles("option", ((option.id, place) for option, place in options))
    chosen = kind in (ModifierKind.ONE, ModifierKind.SEVERAL)
    if chosen and len(options) < 2:
        table.find("option", "scheme-too-few-options", modifier=label)
    if not chosen and options:
        table.find("option", "scheme-options-without-choice", severity=Severity.WARNING, modifier=label)
    modifier = Modifier(
        id=id,
        label=label,
        kind=kind,
        options=tuple(option for option, _ in options),
        required=table.flag("required"),
        prompt=table.flag("prompt", True),
    )
    table.close()
    return modifier


def _option(table: Table) -> Option:
    option = Option(
        id=table.id(),
        label=table.text("label", required=True),
        definition=table.text("definition"),
        parent_safe=table.flag("parent_safe", True),
    )
    table.close()
    return option


def _tier(table: Table, shared: dict[str, Modifier]) -> tuple[Tier, list[ReadCode]]:
    id = TierId(table.id())
    type = TierType(table.choice("type", list(TierType), TierType.POINT, required=True))
    rule = StateRule(table.choice("rule", list(StateRule), StateRule.FREE))
    codes = [(_code(code, id, shared), code) for code in table.tables("code")]
    tier = Tier(
        id=id,
        label=table.text("label", required=True),
        subject=table.text("subject"),
        type=type,
        rule=rule,
        codes=tuple(code for code, _ in codes),
    )
    table.close()
    return tier, codes


def _code(table: Table, tier: TierId, shared: dict[str, Modifier]) -> Code:
    special = table.choice("special", list(Special), "")
    code = Code(
        id=CodeId(table.id()),
        tier=tier,
        label=table.text("label", required=True),
        key=table.text("key").lower() or None,
        definition=table.text("definition"),
        include=table.texts("include"),
        exclude=table.texts("exclude"),
        onset=table.text("onset"),
        offset=table.text("offset"),
        colour=table.text("colour", "stone" if special else "slate"),
        parent_safe=table.flag("parent_safe"),
        parent_label=_parent_label(table),
        concept=table.text("concept") or None,
        special=Special(special) if special else None,
        modifiers=_modifiers(table, shared),
        answers=_link(table),
    )
    table.close()
    return code


def _parent_label(table: Table) -> dict[str, str]:
    words = table.table("parent_label")
    if words is None:
        return {}
    label = {}
    for language in words.data:
        if _LANGUAGE.fullmatch(language) is None:
            words.find(language, "scheme-bad-language", value=language)
        label[language] = words.text(language)
    return {language: text for language, text in label.items() if text}


def _modifiers(table: Table, shared: dict[str, Modifier]) -> tuple[Modifier, ...]:
    named = table.texts("modifiers")
    found = [shared[id] for id in named if find_reference(table, "modifiers", "modifier", id, shared)]
    own = [(_modifier(place), place) for place in table.tables("modifier")]
    find_doubles("modifier", ((modifier.id, place) for modifier, place in own), taken=named)
    return (*found, *(modifier for modifier, _ in own))


def _link(table: Table) -> Link | None:
    answers = table.table("answers")
    if answers is None:
        return None
    to = answers.texts("to")
    if not to:
        answers.find("", "file-key-missing", key="to")
    seconds = answers.number("window_s", _DEFAULT_WINDOW_S)
    if seconds <= 0:
        answers.find("window_s", "scheme-bad-window", value=str(seconds))
    answers.close()
    return Link(to=tuple(CodeId(id) for id in to), window=Ns(int((seconds * SECOND).to_integral_value())))
