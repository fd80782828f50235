"""What `dev.py shots` does: every picture in both themes, at 1x and 2x, and once more with text at 200%."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path

import desktop
import environment
import orphans

SETS = {
    "light-1x": (["--theme", "light"], "1"),
    "dark-1x": (["--theme", "dark"], "1"),
    "light-2x": (["--theme", "light"], "2"),
    "dark-2x": (["--theme", "dark"], "2"),
    "light-text-200": (["--theme", "light", "--text", "2"], "1"),
}
"""The name of each set, what shots.py is told, and the scale that Qt is."""
README_PICTURE = environment.ROOT / "resources" / "pictures" / "account.png"


def run(arguments: list[str]) -> int:
    """Leave the pictures in a folder for each set; 1 where text is clipped on any, or a page could not be shown."""
    parser = argparse.ArgumentParser(prog="python3 packaging/dev.py shots")
    parser.add_argument("--out", type=Path, default=environment.ROOT / "shots", help="where the pictures go")
    parser.add_argument("--readme", action="store_true", help="renew README's picture as well")
    wish = parser.parse_args(arguments)
    with orphans.adopted(), desktop.opened() as settings:
        failed = [name for name in SETS if take(name, wish.out.absolute() / name, settings)]
    if wish.readme:
        shutil.copyfile(wish.out / "light-1x" / "account.png", README_PICTURE)
    print(f"Not in order: {', '.join(failed)}." if failed else f"Every page and dialog is in {wish.out}.")
    return 1 if failed else 0


def take(name: str, out: Path, settings: dict[str, str]) -> int:
    """Take one set of pictures; what was there before goes."""
    wishes, scale = SETS[name]
    shutil.rmtree(out, ignore_errors=True)
    print(f"-- {name}", flush=True)
    command = [str(environment.python()), str(environment.ROOT / "packaging" / "shots.py"), "--out", str(out), *wishes]
    offscreen = settings | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    return subprocess.call(command, env=offscreen, preexec_fn=orphans.end_with_parent)
