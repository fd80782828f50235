"""What Demur needs from the system itself: shared libraries, a font, and for the tests some tools.

Each part is found by looking, not by asking a package database: that is quick and the same everywhere. The list of
libraries is what `ldd` shows for the PySide6 6.12 modules, the xcb plug-in and QtWebEngineProcess on Debian 12.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stop import PARTS_MISSING, Stop

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
LOAD_EACH = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


@dataclass(frozen=True)
class Part:
    """One need: its name, its kind, and what brings it. Of several Debian names the first that apt knows counts."""

    name: str
    kind: str
    debian: tuple[str, ...]
    arch: str
    rpm: str  # dnf and zypper take a library or a file by name, so they need no list of packages
    found_by: tuple[str, ...] = ()


def _library(name: str, debian: str, arch: str) -> Part:
    return Part(name, "library", tuple(debian.split()), arch, f"{name}()(64bit)")


def _command(name: str, debian: str, arch: str, found_by: tuple[str, ...] = ()) -> Part:
    return Part(name, "command", tuple(debian.split()), arch, f"/usr/bin/{name}", found_by or (name,))


VENV = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
FOR_PYTHON = (Part("ensurepip", "module", (VENV, "python3-venv"), "python", "python3"),)

LIBRARIES = (
    _library("libEGL.so.1", "libegl1", "libglvnd"),
    _library("libGL.so.1", "libgl1", "libglvnd"),
    _library("libX11-xcb.so.1", "libx11-xcb1", "libx11"),
    _library("libX11.so.6", "libx11-6", "libx11"),
    _library("libXcomposite.so.1", "libxcomposite1", "libxcomposite"),
    _library("libXdamage.so.1", "libxdamage1", "libxdamage"),
    _library("libXext.so.6", "libxext6", "libxext"),
    _library("libXfixes.so.3", "libxfixes3", "libxfixes"),
    _library("libXrandr.so.2", "libxrandr2", "libxrandr"),
    _library("libXtst.so.6", "libxtst6", "libxtst"),
    _library("libasound.so.2", "libasound2t64 libasound2", "alsa-lib"),
    _library("libbrotlidec.so.1", "libbrotli1", "brotli"),
    _library("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    _library("libexpat.so.1", "libexpat1", "expat"),
    _library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    _library("libfreetype.so.6", "libfreetype6", "freetype2"),
    _library("libgbm.so.1", "libgbm1", "mesa"),
    _library("libglib-2.0.so.0", "libglib2.0-0t64 libglib2.0-0", "glib2"),
    _library("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5"),
    _library("libnspr4.so", "libnspr4", "nspr"),
    _library("libnss3.so", "libnss3", "nss"),
    _library("libstdc++.so.6", "libstdc++6", "gcc-libs"),
    _library("libudev.so.1", "libudev1", "systemd-libs"),
    _library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    _library("libxcb-dri3.so.0", "libxcb-dri3-0", "libxcb"),
    _library("libxcb-glx.so.0", "libxcb-glx0", "libxcb"),
    _library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    _library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    _library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    _library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    _library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    _library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    _library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    _library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    _library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    _library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    _library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    _library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    _library("libxcb.so.1", "libxcb1", "libxcb"),
    _library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    _library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    _library("libxkbfile.so.1", "libxkbfile1", "libxkbfile"),
    _library("libz.so.1", "zlib1g", "zlib"),
    _library("libzstd.so.1", "libzstd1", "zstd"),
)
FONT = Part("a font", "font", ("fonts-dejavu-core",), "ttf-dejavu", "dejavu-sans-fonts")
FOR_RUNNING = (*FOR_PYTHON, *LIBRARIES, FONT)
FOR_TESTING = (
    _command("Xvfb", "xvfb", "xorg-server-xvfb"),
    _command("dbus-run-session", "dbus-daemon dbus", "dbus"),
    _command("dbus-send", "dbus-bin dbus", "dbus"),
    _command("gnome-keyring-daemon", "gnome-keyring", "gnome-keyring"),
    _command("xdotool", "xdotool", "xdotool"),
    _command("openssl", "openssl", "openssl"),
    _command("jq", "jq", "jq"),
    _command("strace", "strace", "strace"),
    _command("import", "imagemagick", "imagemagick", ("import", "magick")),
    _command("dunst", "dunst", "dunst"),
    _command("trayer", "trayer", "trayer"),
    _command("desktop-file-validate", "desktop-file-utils", "desktop-file-utils"),
    _command("gio", "libglib2.0-bin", "glib2"),
    Part(
        "at-spi-bus-launcher", "service", ("at-spi2-core",), "at-spi2-core", "at-spi2-core", ("org.a11y.Bus.service",)
    ),
)


def missing(wanted: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts that are not on this system. On macOS and Windows everything comes with the wheels."""
    if not sys.platform.startswith("linux"):
        return ()
    wanted = tuple(wanted)
    absent = set(_unloadable([part.name for part in wanted if part.kind == "library"]))
    return tuple(part for part in wanted if (part.name in absent if part.kind == "library" else not _is_here(part)))


def _unloadable(names: list[str]) -> list[str]:
    """Return the libraries the loader can't open; in a process of its own, so that none of them stays in ours."""
    command = [sys.executable, "-I", "-S", "-c", LOAD_EACH, *names]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def _is_here(part: Part) -> bool:
    if part.kind == "command":
        return any(shutil.which(name) for name in part.found_by)
    if part.kind == "module":
        return importlib.util.find_spec(part.name) is not None
    if part.kind == "service":
        return any(Path("/usr/share/dbus-1/services", name).exists() for name in part.found_by)
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(next(folder.rglob(f"*.{ending}"), None) for folder in folders for ending in ("ttf", "otf", "ttc"))


def ensure(wanted: Iterable[Part]) -> None:
    """Return when every part is here: installed by us as root on Debian or Ubuntu, else stop with the one command."""
    wanted = tuple(wanted)
    absent = missing(wanted)
    if absent and may_install():
        install(absent)
        importlib.invalidate_caches()
        absent = missing(wanted)
    if absent:
        raise Stop(advice(absent), PARTS_MISSING)


def may_install() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0 and is_debian() and shutil.which("apt-get") is not None


def is_debian() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:  # no os-release file: not a system we know
        return False
    return not {"debian", "ubuntu"}.isdisjoint([release.get("ID", ""), *release.get("ID_LIKE", "").split()])


def install(absent: Iterable[Part]) -> None:
    """Install with apt-get. The lists are renewed first: stale ones name packages that are gone."""
    absent = tuple(absent)
    print(f"Installing with apt-get: {', '.join(part.name for part in absent)}", flush=True)
    _apt_get("update")
    _apt_get("install", "--yes", "--no-install-recommends", *debian_packages(absent))


def _apt_get(*arguments: str) -> None:
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *arguments]
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise Stop(f"{done.stdout.rstrip()}\n{shlex.join(command)} failed; what it said is above.", PARTS_MISSING)


def debian_packages(absent: Iterable[Part]) -> list[str]:
    """Return the packages by the names this release knows: libasound2 is libasound2t64 from Debian 13 on."""
    names = {next(filter(is_known_to_apt, part.debian), part.debian[-1]) for part in absent}
    return sorted(names)


def is_known_to_apt(package: str) -> bool:
    """Whether apt could install this name as it stands; a purely virtual package has no version and doesn't count."""
    if shutil.which("apt-cache") is None:
        return False
    return bool(subprocess.run(["apt-cache", "madison", package], capture_output=True, text=True).stdout.strip())


def advice(absent: Iterable[Part]) -> str:
    """Return what to tell a person whose system lacks these parts: their names, and one command."""
    absent = tuple(absent)
    sentence = f"Demur needs parts of the system that are not here: {', '.join(part.name for part in absent)}."
    command = install_command(absent)
    return f"{sentence}\n{command}" if command else f"{sentence}\nPlease install them, then try again."


def install_command(absent: tuple[Part, ...]) -> str | None:
    rpm, arch = sorted({part.rpm for part in absent}), sorted({part.arch for part in absent})
    if shutil.which("apt-get"):
        return f"Please run: sudo apt-get update && sudo apt-get install {shlex.join(debian_packages(absent))}"
    if shutil.which("dnf"):
        return f"Please run (not tried here): sudo dnf install {shlex.join(rpm)}"
    if shutil.which("zypper"):
        return f"Please run (not tried here): sudo zypper install {shlex.join(rpm)}"
    if shutil.which("pacman"):
        return f"Please run (not tried here): sudo pacman -S --needed {shlex.join(arch)}"
    return None
