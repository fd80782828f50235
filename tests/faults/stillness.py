"""Whether a process could do anything by itself, as Linux tells it: what each thread waits for, and for how long.

A thread that waits in a call without a time limit does nothing until something outside speaks to it: a key, a click,
another thread. Where that holds for all threads, and no clock of the kernel is set to wake one, an hour is as a second.
"""

from dataclasses import dataclass
from pathlib import Path

ENDLESS = {
    0: None,  # read: of an empty pipe or eventfd
    7: 2,  # poll: a timeout of -1
    202: 3,  # futex: no timespec
    232: 3,  # epoll_wait: -1
    271: 2,  # ppoll: no timespec
    281: 3,  # epoll_pwait: -1
    441: 3,  # epoll_pwait2: no timespec
    449: 3,  # futex_waitv: no timespec
}
"""System calls of x86-64 that threads wait in, and the argument that sets a limit, counted from 0; None has none."""
WITHOUT_LIMIT = {0, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF}
BY_MINUS_ONE = {7, 232, 281}
"""Those whose limit is a number: 0 returns at once, and a negative one is none."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process by its id, seen through /proc (proc(5))."""

    pid: int

    @property
    def _here(self) -> Path:
        return Path("/proc") / str(self.pid)

    def restless(self) -> list[str]:
        """Return the threads that run, or will go on by themselves after some time: name and system call."""
        return [said for thread in self._threads() if (said := _restless(thread))]

    def wake_ups(self) -> dict[str, int]:
        """Return how often each thread was put aside so far, of its own will or not: a wake-up raises it by one."""
        return {thread.name: _switches(thread) for thread in self._threads()}

    def clocks(self) -> list[str]:
        """Return the kernel's clocks that could wake it: timerfd_create(2) and timer_create(2)."""
        links = [str(link.readlink()) for link in (self._here / "fd").iterdir()]
        timers = (self._here / "timers").read_text(encoding="ascii").splitlines()
        return [link for link in links if "timerfd" in link] + timers

    def children(self) -> list[int]:
        return [int(word) for thread in self._threads() for word in (thread / "children").read_text().split()]

    def _threads(self) -> list[Path]:
        return sorted((self._here / "task").iterdir())


def _restless(thread: Path) -> str:
    """Say what a thread does where it isn't waiting without a limit; nothing where it is."""
    words = (thread / "syscall").read_text(encoding="ascii").split()
    name = (thread / "comm").read_text(encoding="utf-8").strip()
    if words[0] == "running" or int(words[0]) not in ENDLESS:
        return f"{name}: {words[0]}"
    number = int(words[0])
    limit = ENDLESS[number]
    if limit is None:
        return ""
    value = int(words[1 + limit], 16)
    is_endless = value in WITHOUT_LIMIT and (value != 0) == (number in BY_MINUS_ONE)
    return "" if is_endless else f"{name}: {number} with a limit of {value:#x}"


def _switches(thread: Path) -> int:
    lines = (thread / "status").read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
