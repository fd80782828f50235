"""A process that seals opt-outs and says what it saved: `python -m tests.ledger.child FOLDER COUNT [KIB]`.

No file of it may grow past KIB once there was room for an attempt (RLIMIT_FSIZE).

Tests kill it, or make the system refuse its writes, and then look at what it said.
"""

import resource
import sys
from pathlib import Path

from tests.ledger.making import attempt, confirmation, ledger_of

from demur.core.problem import Problem


def run(folder: Path, rounds: int, kib: int | None = None) -> None:
    try:
        seal(folder, rounds, kib)
    except Problem as problem:
        say(f"problem {problem.code}")


def seal(folder: Path, rounds: int, kib: int | None) -> None:
    sealer = ledger_of(folder).unlock()
    if kib is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kib << 10, resource.RLIM_INFINITY))
    say("ready")
    for _ in range(rounds):
        asked = sealer.seal(attempt())
        say(f"saved {asked.id}")
        closed = sealer.seal(confirmation(asked))
        say(f"saved {closed.id}")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  (this is how the test hears it)


if __name__ == "__main__":
    run(Path(sys.argv[1]), *map(int, sys.argv[2:]))
