"""The main job, done by a member with a screen reader: a process of its own, with the accessibility bus and no more.

Prints what it read at each step, and every top-level module it had to import for that, as JSON.
"""

import json
import os
import sys
from contextlib import closing

from tests.journeys.screen import Screen


def main() -> int:
    said: dict[str, list[str]] = {}
    with closing(Screen(os.environ["DBUS_SESSION_BUS_ADDRESS"])) as screen:

        def press(name: str, then: str) -> None:
            screen.press(name)
            screen.await_name(then)
            said[name] = screen.names()

        press("Try it on the practice platform", "Sign in with your browser")
        press("Sign in with your browser", "Your data may be used")
        press("Opt out", "Opt out now")
        press("Opt out now", "Confirmed")
        press("View receipt", "Save receipt")
    modules = sorted({name.partition(".")[0] for name in sys.modules})
    sys.stdout.write(json.dumps({"said": said, "modules": modules}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
