"""A session bus of a test's own, with a real gnome-keyring on it where one is asked for."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType

import secretstorage
from jeepney import MatchRule, message_bus  # type: ignore[import-untyped]  # ships no types
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection  # type: ignore[import-untyped]
from secretstorage.exceptions import SecretStorageException

SECRETS = "org.freedesktop.secrets"
PROMPTER = "org.gnome.keyring.SystemPrompter"
PATIENCE_S = 20.0

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateBus:
    """A bus that starts no service by itself; the session's own bus and keyring are never touched."""

    def __init__(self) -> None:
        # Socket paths may have 107 bytes, and pytest's own folders are long.
        self.folder = Path(tempfile.mkdtemp(prefix="bus"))
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.folder / 'bus'}",
        }
        for name in ("run", "data", "config"):
            (self.folder / name).mkdir(mode=0o700)
        self._bus = self._start_bus()
        self._keyring: subprocess.Popen[bytes] | None = None

    def _start_bus(self) -> "subprocess.Popen[bytes]":
        config = self.folder / "bus.conf"
        config.write_text(CONFIG.format(socket=self.folder / "bus"), encoding="utf-8")
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
        bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.environment)
        assert bus.stdout is not None
        assert bus.stdout.readline()  # the address: from here on it listens
        return bus

    @property
    def address(self) -> str:
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    @contextmanager
    def connection(self) -> Iterator[DBusConnection]:
        with closing(open_dbus_connection(self.address)) as connection:
            yield connection

    def start_keyring(self, *, is_unlocked: bool = True) -> None:
        """Start gnome-keyring, with its login collection made and unlocked (its password is empty) or as it lies."""
        self._launch_keyring(is_unlocked)
        if self._has_died():  # at the first thing it is asked, once in thousands of starts (seen)
            self._launch_keyring(is_unlocked)

    def _has_died(self) -> bool:
        """Ask the keyring for something, whatever it answers, and tell whether it is still there."""
        assert self._keyring is not None
        with self.connection() as connection, suppress(SecretStorageException):
            secretstorage.get_default_collection(connection)
        return self._keyring.poll() is not None

    def _launch_keyring(self, is_unlocked: bool) -> None:
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        if is_unlocked:
            command.append("--unlock")
        with self.connection() as connection:
            rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
            rule.add_arg_condition(0, SECRETS)
            Proxy(message_bus, connection).AddMatch(rule)
            with connection.filter(rule) as owners:
                self._keyring = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=self.environment,
                )
                assert self._keyring.stdin is not None
                self._keyring.stdin.write(b"\n")
                self._keyring.stdin.close()
                connection.recv_until_filtered(owners, timeout=PATIENCE_S)

    def lock_keyring(self) -> None:
        with self.connection() as connection:
            collection = secretstorage.Collection(connection)
            collection.lock()
            assert collection.is_locked()

    def held(self) -> list[dict[str, str]]:
        """Return the attributes of everything in the default collection."""
        with self.connection() as connection:
            return [item.get_attributes() for item in secretstorage.Collection(connection).get_all_items()]

    def freeze_keyring(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw_keyring(self) -> None:
        self._signal(signal.SIGCONT)

    def kill_keyring(self) -> None:
        self._signal(signal.SIGKILL)
        assert self._keyring is not None
        self._keyring.wait(PATIENCE_S)
        self._keyring = None

    def _signal(self, number: signal.Signals) -> None:
        assert self._keyring is not None
        self._keyring.send_signal(number)

    @contextmanager
    def calls(self) -> Iterator[Callable[[], object]]:
        """Listen in on the bus; what is handed out waits for the next call that any program makes to the keyring."""
        with self.connection() as connection:
            rule = MatchRule(type="method_call", destination=SECRETS, eavesdrop=True)
            Proxy(message_bus, connection).AddMatch(rule)
            with connection.filter(rule) as heard:
                yield partial(connection.recv_until_filtered, heard, timeout=PATIENCE_S)

    @contextmanager
    def unanswered_prompts(self) -> Iterator[None]:
        """Stand where the desktop's question would appear, and never answer; leaving dismisses it."""
        with self.connection() as connection:
            Proxy(message_bus, connection).RequestName(PROMPTER)
            yield

    def __enter__(self) -> "PrivateBus":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def stop(self) -> None:
        """End the keyring and the bus; stopping what has stopped is no problem."""
        for process in (self._keyring, self._bus):
            if process is not None:
                process.kill()  # also ends a frozen one
                process.wait(PATIENCE_S)
        assert self._bus.stdout is not None
        self._bus.stdout.close()
