"""A withdrawal is carried out: what was decided for each thing is done, noted in the audit file, and ticked off.

The list lies in the case's folder, so that it goes on where it stopped. Each thing is first done, then noted, then
ticked off: whatever stops it in between, a second run does what is missing and notes nothing twice.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from vfi.core.consent import Purpose
from vfi.core.errors import Refused, VfiError
from vfi.core.withdrawal import Decision, Item, Thing, Withdrawal, require_no_hold
from vfi.desk.surveying import survey
from vfi.files.locks import Lock, take
from vfi.files.vault import Vault, VaultPath, path_of
from vfi.store import audit, cases, codings, sessions, withdrawals

_ACTS = {
    Decision.DELETE: audit.Act.DELETED,
    Decision.BY_HAND: audit.Act.DELETED,
    Decision.LOCK: audit.Act.LOCKED,
    Decision.KEEP: audit.Act.KEPT,
    Decision.ASK_BACK: audit.Act.ASKED_BACK,
}


@dataclass(frozen=True, slots=True)
class Carried:
    """How far it came."""

    withdrawal: Withdrawal
    troubles: tuple[tuple[Item, VfiError], ...] = ()
    """What could not be done; it stays on the list."""


def begin(vault: Vault, case: VaultPath, consent: str, purposes: Collection[Purpose] = ()) -> Withdrawal:
    """Make the list; nothing is decided on it yet, and nothing is done.

    Raises:
        FileDamaged: a session cannot be read. CouldNot: the list cannot be written.
    """
    taken = set(withdrawals.withdrawal_ids(vault, case))
    number = next(n for n in range(1, len(taken) + 2) if f"w{n}" not in taken)
    items = survey(vault, case, purposes)
    made = Withdrawal(id=f"w{number}", consent=consent, purposes=tuple(purposes), items=items)
    withdrawals.save_withdrawal(vault, case, made)
    return made


def unfinished(vault: Vault, case: VaultPath) -> tuple[Withdrawal, ...]:
    """The lists of a case on which something is left.

    Raises:
        FileDamaged: `withdrawal-damaged`.
    """
    read = (withdrawals.read_withdrawal(vault, case, id) for id in withdrawals.withdrawal_ids(vault, case))
    return tuple(each for each in read if each.left)


def keep_decisions(vault: Vault, case: VaultPath, withdrawal: Withdrawal) -> None:
    """Write what was decided so far, for later.

    Raises:
        Refused: `withdrawal-busy`. CouldNot: it cannot be written.
    """
    with _alone(vault, case, withdrawal.id, ""):
        withdrawals.save_withdrawal(vault, case, _joined(withdrawal, vault, case))


def carry_out(
    vault: Vault,
    case: VaultPath,
    withdrawal: Withdrawal,
    *,
    who: str,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Carried:
    """Do what was decided. Blocks; run it in a job. When cancelled, what is done is done and the rest waits.

    Raises:
        BadInput: `withdrawal-not-decided`, `keep-needs-because`. Refused: `legal-hold` (nothing was done then);
        `withdrawal-busy`: another window is at it. CouldNot: `audit-not-written`, or the list cannot be written.
    """
    with _alone(vault, case, withdrawal.id, who):
        now = _joined(withdrawal, vault, case)
        now.require_decided()
        hold = cases.read_case(vault, case).value.hold
        if hold is not None:
            require_no_hold(now.left, hold.by)
        withdrawals.save_withdrawal(vault, case, now)
        noted = {
            entry.details.get("item")
            for entry in audit.read_audit(vault, case)
            if entry.details.get("withdrawal") == now.id
        }
        troubles: list[tuple[Item, VfiError]] = []
        todo = now.left
        for place, item in enumerate(todo):
            if cancelled is not None and cancelled():
                break
            try:
                _do(vault, case, item)
            except VfiError as error:
                troubles.append((item, error))
                continue
            if item.number not in noted:
                _note(vault, case, now, item, who)
            now = now.with_item(replace(item, done=True))
            withdrawals.save_withdrawal(vault, case, now)
            if progress is not None:
                progress((place + 1) / len(todo))
        return Carried(now, tuple(troubles))


def _joined(withdrawal: Withdrawal, vault: Vault, case: VaultPath) -> Withdrawal:
    """These decisions on the list as it lies there: what another window has done meanwhile is done."""
    now = withdrawals.read_withdrawal(vault, case, withdrawal.id)
    for item in withdrawal.items:
        if item.decision is not None:
            now = now.decide(item.number, item.decision, item.because)
    return now


@contextlib.contextmanager
def _alone(vault: Vault, case: VaultPath, id: str, who: str) -> Iterator[None]:
    held = take(vault, withdrawals.withdrawal_path(case, id), who)
    if not isinstance(held, Lock):
        raise Refused("withdrawal-busy", who=held.who, host=held.host)
    try:
        yield
    finally:
        held.release()


def _do(vault: Vault, case: VaultPath, item: Item) -> None:
    gone = item.thing is Thing.FILM and item.decision is Decision.DELETE
    if item.decision is Decision.LOCK or gone:
        stored = sessions.read_session(vault, path_of(case) / item.session)
        if not stored.value.locked:
            sessions.save_session(vault, stored, replace(stored.value, locked=True))
    if item.decision is not Decision.DELETE:
        return
    if item.thing is Thing.CODINGS:
        _refuse_open(vault, item)
    for path in item.paths:
        vault.delete(path)
    if item.thing is Thing.CODINGS:
        for path in item.paths:
            vault.make_folder(path)  # a session has this folder, also where nobody has coded it


def _refuse_open(vault: Vault, item: Item) -> None:
    """Nobody may be coding while their codings are deleted."""
    for path in item.paths:
        session = path.removesuffix(f"/{codings.FOLDER}")
        for listed in codings.list_codings(vault, session):
            held = take(vault, listed.path, "")
            if not isinstance(held, Lock):
                raise Refused("withdrawal-coding-open", who=held.who, host=held.host)
            held.release()


def _note(vault: Vault, case: VaultPath, withdrawal: Withdrawal, item: Item, who: str) -> None:
    """An entry that outlives the thing: what kind of thing, how many, for what; no names, no words, no picture."""
    details: dict[str, object] = {
        "withdrawal": withdrawal.id,
        "item": item.number,
        "consent": withdrawal.consent,
        "thing": str(item.thing),
        "count": item.count,
    }
    if item.decision is Decision.BY_HAND:
        details["by_hand"] = True
    if item.thing is Thing.COPY:
        details |= {"given": item.given, "for": item.purpose}
    act = _ACTS[item.decision] if item.decision is not None else audit.Act.KEPT
    audit.append_audit(vault, case, who=who, what=act, why=item.because, session=item.session, details=details)
