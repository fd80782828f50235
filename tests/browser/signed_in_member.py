"""A member's program, in a process of its own: signs in, and ends as it is told to."""

import os
import signal
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtWidgets import QApplication

from demur import startup
from demur.browser.arguments import for_qt


def main(base: str, data: Path, ending: str) -> int:
    startup.prepare()
    startup.keep_singletons()
    app = QApplication(for_qt())
    from demur.browser.browser import Browser
    from demur.browser.rules import Rules
    from demur.browser.sealed_cookies import SealedCookies
    from demur.vault.folder_vault import FolderVault

    sealed = SealedCookies(data / "sign-ins", FolderVault(data / "vault"))
    probe = "() => JSON.stringify({answer: document.title})"
    browser = Browser(probe, kept=sealed.find)
    driver = browser.driver("member", Rules(frozenset({base}), "Platform"))

    def work() -> None:
        if ending != "look":
            driver.open(f"{base}/sign-in")
        driver.open(f"{base}/who")
        print(driver.ask({}, f"{base}/who"), flush=True)  # noqa: T201 - this is what the test reads
        if ending == "keep":
            sealed.keep("member", driver.cookies())
        if ending == "kill":
            os.kill(os.getpid(), signal.SIGKILL)

    def work_and_end() -> None:
        try:
            work()
        finally:  # what went wrong is printed, and the test sees it at once; `quit` from here waits for itself (seen)
            QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)

    worker = threading.Thread(target=work_and_end)
    worker.start()
    code = app.exec()
    worker.join()
    browser.shut_down()
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
