"""Plaza's process: `python -m demur.practice`.

One line of JSON comes in: `control` (a secret), `state` (a file), `resources` (a folder). One goes out: `base`.
When the input ends, so does the process: also where the program that started it was killed.
"""

import json
import os
import signal
import sys
from pathlib import Path
from threading import Thread

from demur import startup

LINE_LIMIT = 65536


def main() -> int:
    startup.prepare()  # as the program does: without it a third of the start goes into looking for cycles
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which still needs us to look again
    order = json.loads(sys.stdin.buffer.readline(LINE_LIMIT))
    Thread(target=end_with_input, daemon=True).start()
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # http, on loopback only, in this process only
    from demur.practice.server import open_plaza  # takes its time, so the input is watched first

    base, server = open_plaza(Path(order["state"]), Path(order["resources"]), order["control"])
    sys.stdout.write(json.dumps({"base": base}) + "\n")
    sys.stdout.flush()
    server.run()
    return 0


def end_with_input() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
