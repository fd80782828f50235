"""What programs read: the same keys wherever an account, an outcome or a receipt stands in a JSON document."""

from typing import Any

from demur.core.account import Account, LastSeen
from demur.core.entry import Receipt, Reported, Unseen
from demur.core.outcome import Outcome
from demur.core.preview import Preview
from demur.core.reading import Reading
from demur.core.setting import State
from demur.receipts.moment import moment_text
from demur.words import outcomes


def account_document(account: Account) -> dict[str, Any]:
    """Return `id`, `signIn` (the same for all settings of one sign-in), `platform`, `setting`, `handle`, `userId`,
    `region`, `practice`, `playsOn` (or null)."""
    return {
        "id": account.id,
        "signIn": account.sign_in,
        "platform": account.platform,
        "setting": account.setting,
        "handle": account.identity.handle,
        "userId": account.identity.user_id,
        "region": account.region,
        "practice": account.is_practice,
        "playsOn": account.plays_on.isoformat() if account.plays_on else None,
    }


def last_document(last: LastSeen | None) -> dict[str, Any]:
    """Return `state` (a state word, or null where nobody looked yet), `at`, `level` and `reason` (or null)."""
    if last is None:
        return {"state": None, "at": None, "level": None, "reason": None}
    return {"state": last.state, "at": moment_text(last.at), "level": last.assurance, "reason": last.reason}


def preview_document(preview: Preview) -> dict[str, Any]:
    """Return `code`, `account` (its id), `before`, `after`, `expiresAt`."""
    return {
        "code": preview.code,
        "account": preview.account,
        "before": preview.before,
        "after": preview.target,
        "expiresAt": moment_text(preview.expires_at),
    }


def outcome_document(outcome: Outcome, platform: str) -> dict[str, Any]:
    """Return `result` (a verdict), `account`, `requested`, `before`, `after` (`state`, `at`, `reason` or null),
    `writeProblem` (a code or null), `resumed`, `receipt` (or null), `notSaved` (a code or null), and the sentences
    `headline` and `detail`."""
    return {
        "result": outcome.verdict,
        "account": account_document(outcome.account),
        "requested": outcome.requested,
        "before": outcome.before,
        "after": _seen(outcome.after),
        "writeProblem": outcome.write_problem.code if outcome.write_problem else None,
        "resumed": outcome.is_resumed,
        "receipt": receipt_document(outcome.receipt) if outcome.receipt else None,
        "notSaved": outcome.not_saved.code if outcome.not_saved else None,
        "headline": outcomes.headline(outcome, platform),
        "detail": outcomes.detail(outcome, platform),
    }


def receipt_document(receipt: Receipt) -> dict[str, Any]:
    """Return `number`, `id`, `kind`, `level` (or null), `account` (or null), `recordedAt`, `before`, `after`,
    `requested` (state words or null)."""
    return {
        "number": receipt.index,
        "id": receipt.id,
        "kind": receipt.kind,
        "level": receipt.level,
        "account": receipt.account,
        "recordedAt": receipt.fields["recordedAt"],
        "before": receipt.state("before"),
        "after": receipt.state("after"),
        "requested": receipt.requested,
    }


def _seen(after: Reading | Unseen | Reported) -> dict[str, Any]:
    if isinstance(after, Reported):
        return {"state": after.state, "at": moment_text(after.at), "reason": after.reason}
    if isinstance(after, Unseen):
        return {"state": State.UNKNOWN, "at": moment_text(after.at), "reason": after.reason}
    return {"state": after.state, "at": moment_text(after.observed_at), "reason": None}
