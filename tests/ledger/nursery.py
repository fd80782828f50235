"""Children like `child.py`'s, forked from one process that has imported everything, and traced before they begin.

What is struck is the ledger's calls: a start of Python for each of the many places would be most of the work.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock

from tests.ledger import child

ATTACHED = " attached\n"
"""What strace says once every call of the child comes to it first."""


class Nursery:
    """The process that is forked, and what it is asked for."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process, self._one_at_a_time = process, Lock()

    def bear(self, folder: Path) -> int:
        """Return the number of a child that stands still and will seal one opt-out in `folder`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._one_at_a_time:
            self._process.stdin.write(f"{folder}\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    def trace(self, folder: Path, *options: str) -> tuple[list[str], str, str]:
        """Let strace watch a child to its end; return the lines it said, its complaints, and the trace."""
        number, trace = self.bear(folder), folder / "trace"
        command = ["strace", "-f", "-p", str(number), "-o", str(trace), *options]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr is not None
            said = strace.stderr.readline()
            assert said.endswith(ATTACHED), said
            os.kill(number, signal.SIGCONT)
        lines = (folder / "said").read_text().splitlines(keepends=True)
        return lines, (folder / "complaints").read_text(), trace.read_text()


@contextlib.contextmanager
def opened(environment: Mapping[str, str]) -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.ledger.nursery"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield Nursery(process)


def main() -> None:
    for line in sys.stdin:
        folder = Path(line.removesuffix("\n"))
        if (number := os.fork()) == 0:
            live(folder)
        os.waitpid(number, os.WUNTRACED)  # until it stands still
        print(number, flush=True)  # noqa: T201  (this is how the test hears it)
        with contextlib.suppress(ChildProcessError):  # none is left
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass


def live(folder: Path) -> None:
    """Be the child: stand still until the tracer is there, then do what `child.py` does, and end as it does."""
    for name, number in (("said", 1), ("complaints", 2)):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT, 0o600), number)
    code = 1
    try:
        os.kill(os.getpid(), signal.SIGSTOP)
        child.run(folder, 1)
        code = 0
    finally:
        sys.stdout.flush()
        if code:
            sys.excepthook(*sys.exc_info())
        os._exit(code)


if __name__ == "__main__":
    main()
