"""Qt WebEngine in a process of its own (`browser_process.py`), for what only a browser shows."""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROCESS = Path(__file__).with_name("browser_process.py")
APPLICATION, MAIN = "application", "main"
"""Worlds: our own (`QWebEngineScript.ApplicationWorld`), and the page's."""

FINDER = """
(() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      const roles = ["switch", "checkbox", "radio", "combobox", "button", "dialog", "link", "radiogroup"];
      if (roles.includes(element.computedRole)) {
        const box = element.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const hit = element.getRootNode().elementFromPoint(x, y);
        found.push({
          role: element.computedRole, name: element.computedName, x, y, id: element.id, isHit: element === hit,
          checked: element.checked ?? null, aria: element.getAttribute("aria-checked"),
        });
      }
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return JSON.stringify(found);
})()
"""


class Browser:
    """A browser that a test drives."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(PROCESS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        self._process.wait(20)

    def tell(self, do: str, **details: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **details}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def begin(self, base: str, cookie: str = "") -> None:
        """Forget everything and start with one cookie, or with none."""
        self.tell("begin", base=base, cookie=cookie)

    def open(self, address: str) -> str:
        """Open an address and return the one that it ended at."""
        return str(self.tell("open", address=address))

    def reload(self, *, past_copies: bool) -> str:
        return str(self.tell("reload", past=past_copies))

    def run(self, script: str, world: str = APPLICATION, *, in_frame: bool = False) -> Any:
        return self.tell("run", script=script, world=world, frame=in_frame)

    def until(self, script: str, world: str = APPLICATION) -> Any:
        """Wait until a script says something that holds, and return that."""
        said = self.tell("until", script=script, world=world)
        assert said, f"never came true: {script}"
        return said

    def controls(self, *, in_frame: bool = False) -> list[dict[str, Any]]:
        """Return the page's controls, as Chromium computes their role and name."""
        return list(json.loads(self.run(FINDER, in_frame=in_frame)))

    def find(self, role: str, name: str | None = None) -> dict[str, Any]:
        """Return the one control of this role and name."""
        found = [each for each in self.controls() if each["role"] == role and name in (None, each["name"])]
        assert len(found) == 1, found
        return found[0]

    def click(self, control: dict[str, Any]) -> None:
        """Press and release the mouse over a control's centre, once the page is on the screen (W3C Paint Timing).

        Before that Chromium lets a press go nowhere.
        """
        self.until("performance.getEntriesByType('paint').length > 0")
        self.tell("click", x=control["x"], y=control["y"])

    def wishes(self) -> list[str]:
        """Return what pages asked of the program so far."""
        return list(self.tell("wishes"))
