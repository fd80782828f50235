"""A start stays light: the browser part is not loaded before it is needed (design.md 9)."""

import subprocess
import sys


def loaded(module: str) -> set[str]:
    script = f"import sys, {module}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_arguments_need_no_qt() -> None:
    assert not {name for name in loaded("demur.browser.arguments") if name.startswith(("PySide6", "shiboken6"))}


def test_the_window_needs_no_web_engine() -> None:
    assert not {name for name in loaded("demur.ui.program") if "WebEngine" in name}


def test_sealed_cookies_need_no_qt() -> None:
    assert not {name for name in loaded("demur.browser.sealed_cookies") if name.startswith("PySide6")}
