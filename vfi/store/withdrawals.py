"""withdrawals/<id>.json of a case: the list of a withdrawal and how far it is, so that it goes on after a break."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from vfi.core.consent import Purpose
from vfi.core.errors import FileDamaged
from vfi.core.withdrawal import Decision, Item, Thing, Withdrawal
from vfi.files.vault import Vault, VaultPath, path_of

FOLDER = "withdrawals"
ENDING = ".json"


def withdrawal_ids(vault: Vault, case: VaultPath) -> list[str]:
    """The withdrawals of a case, by name."""
    folder = path_of(case) / FOLDER
    if not vault.is_folder(folder):
        return []
    return [name.removesuffix(ENDING) for name in vault.list(folder) if name.endswith(ENDING) and ".lock" not in name]


def withdrawal_path(case: VaultPath, id: str) -> str:
    return (path_of(case) / FOLDER / f"{id}{ENDING}").as_posix()


def save_withdrawal(vault: Vault, case: VaultPath, withdrawal: Withdrawal) -> None:
    """Write the list; on return it is on the disk."""
    vault.make_folder(path_of(case) / FOLDER)
    text = json.dumps({"format": 1, **asdict(withdrawal)}, ensure_ascii=False, indent=1)
    vault.write(withdrawal_path(case, withdrawal.id), text.encode() + b"\n")


def read_withdrawal(vault: Vault, case: VaultPath, id: str) -> Withdrawal:
    """Read the list.

    Raises:
        FileDamaged: `withdrawal-damaged`. CouldNot: it cannot be read.
    """
    path = withdrawal_path(case, id)
    data = vault.read(path)
    try:
        value = json.loads(data)
        return Withdrawal(
            id=id,
            consent=str(value["consent"]),
            purposes=tuple(Purpose(each) for each in value["purposes"]),
            items=tuple(_item(each) for each in value["items"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise FileDamaged("withdrawal-damaged", path=path) from error


def _item(value: dict[str, Any]) -> Item:
    decision = value.pop("decision")
    return Item(
        **{
            **value,
            "thing": Thing(value["thing"]),
            "paths": tuple(map(str, value["paths"])),
            "decision": Decision(decision) if decision else None,
        }
    )
