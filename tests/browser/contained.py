"""Opens one page in a process of its own and says, as JSON, what became of it and what guards its process."""

import contextlib
import json
import os
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtNetwork import QSslCertificate
from PySide6.QtWidgets import QApplication

from demur import startup
from demur.browser.arguments import for_qt


def main(address: str, certificate: str, *for_qt_itself: str) -> int:
    startup.prepare()
    startup.keep_singletons()
    sys.argv += ["--webEngineArgs", "--remote-debugging-port=9222"]  # must do nothing
    app = QApplication([*for_qt(), "--host-resolver-rules=MAP *.example 127.0.0.1", *for_qt_itself])
    from demur.browser import sandbox
    from demur.browser.browser import Browser
    from demur.browser.rules import Rules, origin_of
    from demur.core.problem import Problem

    trusted = QSslCertificate.fromPath(certificate) if certificate else []
    browser = Browser("() => ''", trusted=trusted)
    rules = Rules(frozenset({origin_of(address) or ""}), "Platform")
    driver = browser.driver("one", rules)
    said: dict[str, object] = {}

    def work() -> None:
        try:
            said["opened"] = driver.open(address).address
        except Problem as problem:
            said["problem"] = problem.code
        QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)  # `quit` itself may wait here

    worker = threading.Thread(target=work)
    worker.start()
    app.exec()
    worker.join()
    said["holds"] = sandbox.holds(browser.session("one", rules).view.page().renderProcessPid())
    said["listening"] = listening()
    said["user"] = os.geteuid()
    said["variables"] = sorted(name for name in os.environ if name.startswith(("QTWEBENGINE", "SSLKEY")))
    browser.shut_down()
    print(json.dumps(said))  # noqa: T201 - this is what the test reads
    return 0


def listening() -> list[str]:
    """Return the addresses at which this process and its children wait for others (proc(5), net/tcp: state 0A)."""
    sockets = {handle for pid in family() for handle in handles(pid)}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/self/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                found.append(fields[1])
    return found


def handles(pid: int) -> list[str]:
    """Return what a process has open; a sandboxed one hides it, and can't listen."""
    found = []
    with contextlib.suppress(OSError):
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                found.append(str(handle.readlink()))
    return found


def family() -> list[int]:
    found, unseen = [os.getpid()], [os.getpid()]
    while unseen:
        for task in Path(f"/proc/{unseen.pop()}/task").glob("*/children"):
            children = [int(child) for child in task.read_text(encoding="ascii").split()]
            found += children
            unseen += children
    return found


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
