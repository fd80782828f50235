"""What `dev.py bench` times of keeping watch: ten accounts on Plaza, beside the same requests by bare `requests`.

Run inside .venv as: python bench_watch.py checks DATA ROUNDS. It prints the median of a round and the floor's where
Plaza stands on this computer, then both where every answer of Plaza's comes `FAR_S` later, as from far away.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import requests

    from demur.core.account import Account
    from demur.product import Product

MEMBERS = (
    "us-on",
    "us-already-off",
    "us-forgets",
    "us-on-again",
    "us-late",
    "us-much-later",
    "us-cut",
    "us-500",
    "us-429",
    "us-other",
)
"""Practice members whose faults, where they have one, wait for a change."""

FAR_S = 0.05
LONGEST = 1024 * 1024
"""Bytes of an answer."""


def checks(data: str, rounds: str) -> None:
    """Rounds over every account in turn with the same requests, each account's on a connection of its own."""
    from demur import wiring
    from demur.paths import folders

    product = wiring.build(folders(Path(data)))
    accounts = product.accounts.all()
    if len(accounts) != len(MEMBERS):
        raise SystemExit(f"{len(accounts)} accounts are there, and {len(MEMBERS)} are meant")
    found: list[float] = []
    for latency_s in (0.0, FAR_S):
        product.practice.plaza().control.set_distance(latency_s)
        found += _medians(product, accounts, int(rounds))
    product.close()
    print(*found)


def _medians(product: Product, accounts: Sequence[Account], rounds: int) -> tuple[float, float]:
    product.round.run(accounts)
    _bare_round(product.practice.base(), [_token(product, account) for account in accounts])
    ours, floor = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        found = product.round.run(accounts)
        ours.append(time.perf_counter() - began)
        if any(checked.seen is None for checked in found):
            raise SystemExit("an account was not read, so its time counts for nothing")
        tokens = [_token(product, account) for account in accounts]  # the round renews them in time
        began = time.perf_counter()
        _bare_round(product.practice.base(), tokens)
        floor.append(time.perf_counter() - began)
    return median(ours), median(floor)


def _token(product: Product, account: Account) -> str:
    tokens = product.rooms.shelf(True).find(account.sign_in) or {}
    return str(tokens["access_token"])


def _bare_round(base: str, tokens: Sequence[str]) -> None:
    """For each account who it is and what it has, one after the other, with the limits that Demur has as well."""
    import requests

    for token in tokens:
        with requests.Session() as session:
            session.trust_env = False
            for path in ("/api/me", "/api/settings/ai-training"):
                answer = session.get(
                    f"{base}{path}",
                    headers={"Authorization": f"Bearer {token}", "Cache-Control": "no-cache, no-store"},
                    timeout=(10, 20),
                    allow_redirects=False,
                    stream=True,
                )
                answer.raise_for_status()  # one that refuses is quicker, so its time counts for nothing
                json.loads(_bounded(answer))


def _bounded(answer: requests.Response) -> bytes:
    """Return a body that is not longer than Demur takes (faults.md, O10)."""
    body = b""
    for part in answer.iter_content(64 * 1024):
        body += part
        if len(body) > LONGEST:
            raise SystemExit("an answer is longer than any of Plaza's")
    return body


PARTS: dict[str, Callable[..., None]] = {"checks": checks}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
