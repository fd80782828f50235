#!/usr/bin/env python3
"""Set up, run and test Demur, with nothing but Python on the machine.

This file must be readable by old Pythons, so that they get a sentence and not a SyntaxError.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is turned away
    sys.exit("Demur needs Python 3.11 or later, and this is Python {}.{}.".format(*sys.version_info[:2]))

import argparse
import os
import signal
import subprocess

import bench
import bench_idle
import checks
import environment
import gallery
import guards
import parts
import startup
import systems
from stop import NOT_SUPPORTED, Stop

ABOUT = "Set up, run and test Demur, with nothing but Python on the machine."
COMMANDS = """\
commands:
  run [ARGUMENTS]    prepare .venv, then start Demur with the arguments.
                     With no display and no arguments: "demur tour --out tour", offscreen.
  test [ARGUMENTS]   prepare .venv, then ruff, mypy --strict and the whole suite on a display,
                     a session bus and a keyring of its own. The arguments go to pytest. Linux only.
                     --faults tries every place of the fault runs, which takes minutes, and not only a few.
  guards [NAME]      take each guard of packaging/guards.toml out of a copy of the tree, in turn or only
                     those named, and show that its tests fail without it. Linux only.
  shots [--out DIR]  leave pictures of every page and dialog in DIR (shots/ where none is named), in both themes,
                     at 1x and 2x, and with text at 200%; 1 where text is clipped. --readme renews README's. Linux only.
  bench [--idle]     measure speed and memory as ratios against floors taken in the same run. Linux only.
                     --idle measures something else: ten minutes in the tray with nothing due.
  setup              prepare .venv and stop.
  lock [ARGUMENTS]   renew packaging/requirements.lock with uv. Pins that still fit are kept;
                     "lock --upgrade" takes the newest of everything. The arguments go to uv.
"""
CODES = """\
Exit codes:
  run and test end with the code of what they ran. Otherwise: 0 done, 1 a step failed, 2 a wrong command,
  3 this system or Python is not supported, 4 system libraries or tools are missing.
"""
TOUR = ["tour", "--out", "tour"]
EPILOG = f"{COMMANDS}\n{systems.SUPPORTED}\n\n{CODES}"


def main(arguments: list[str]) -> int:
    command, rest = read_arguments(arguments)
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that everything is cleaned up
    try:
        check_machine()
        return JOBS[command](rest)
    except Stop as stop:
        sys.stdout.flush()
        print(stop.sentence, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        return 130


def read_arguments(arguments: list[str]) -> tuple[str, list[str]]:
    """Return the command and what follows it, untouched; ends the program for --help and for a wrong command."""
    parser = argparse.ArgumentParser(
        prog="python3 packaging/dev.py",
        usage="%(prog)s [-h] {run,test,guards,shots,bench,setup,lock} [ARGUMENTS ...]",
        description=ABOUT,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "command", choices=("run", "test", "guards", "shots", "bench", "setup", "lock"), help=argparse.SUPPRESS
    )
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    known = parser.parse_args(arguments[:1])
    rest = arguments[1:]
    if known.command == "setup" and rest:
        parser.error("setup takes no arguments")
    return known.command, rest


def check_machine() -> None:
    refusal = systems.refusal(systems.this_machine())
    if refusal:
        raise Stop(f"{refusal}\n\n{systems.SUPPORTED}", NOT_SUPPORTED)


def prepare(wanted: tuple[parts.Part, ...], *, with_pages: bool = False) -> None:
    """Make sure of the system's parts, of .venv, and that Qt starts in it; `with_pages`, that WebEngine must too."""
    parts.ensure(wanted)
    environment.ensure()
    startup.ensure(with_pages=with_pages)


def run(arguments: list[str]) -> int:
    prepare(parts.FOR_RUNNING)
    settings = environment.clean_variables()
    if not arguments and not has_display():
        print("There is no display here, so Demur takes its tour offscreen; the pictures go to tour/.", flush=True)
        arguments = TOUR
        settings["QT_QPA_PLATFORM"] = "offscreen"
    command = demur_command(arguments)
    if sys.platform != "win32":
        os.execve(command[0], command, settings)  # Demur takes our place, and with it signals and the exit code
    return subprocess.call(command, env=settings)


def demur_command(arguments: list[str]) -> list[str]:
    """Return how Demur is started; -P, so that nothing is imported from the folder we stand in."""
    return [str(environment.python()), "-P", "-m", "demur", *arguments]


def has_display() -> bool:
    is_linux = sys.platform.startswith("linux")
    return not is_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def test(arguments: list[str]) -> int:
    prepare_for_testing()
    return checks.run(arguments)


def try_guards(names: list[str]) -> int:
    prepare_for_testing()
    return guards.run(names)


def prepare_for_testing() -> None:
    if not sys.platform.startswith("linux"):
        raise Stop("The suite needs Xvfb, a session bus and gnome-keyring, so it runs on Linux only.", NOT_SUPPORTED)
    prepare(parts.FOR_RUNNING + parts.FOR_TESTING, with_pages=True)


def shots(arguments: list[str]) -> int:
    prepare_for_testing()
    return gallery.run(arguments)


def measure(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 packaging/dev.py bench")
    parser.add_argument("--idle", action="store_true", help="only ten minutes in the tray with nothing due")
    is_idle = parser.parse_args(arguments).idle
    prepare_for_testing()
    return bench_idle.run() if is_idle else bench.run()


def set_up(_arguments: list[str]) -> int:
    prepare(parts.FOR_RUNNING)
    print("Ready. Next: python3 packaging/dev.py run")
    return 0


def lock(arguments: list[str]) -> int:
    if not environment.uv().exists():  # an older uv will do, where the lock can't be installed any more
        parts.ensure(parts.FOR_PYTHON)
        environment.ensure()
    environment.renew_lock(arguments)
    return 0


JOBS = {
    "run": run,
    "test": test,
    "guards": try_guards,
    "shots": shots,
    "bench": measure,
    "setup": set_up,
    "lock": lock,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
