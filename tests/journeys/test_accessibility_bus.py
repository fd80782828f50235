"""The main job over AT-SPI alone, by a process that imports nothing of ours."""

import json
import subprocess
import sys

from tests.journeys.conftest import Started

import environment


def test_main_job_over_the_accessibility_bus_alone(started: Started) -> None:
    reader = [sys.executable, "-m", "tests.journeys.screen_reader"]
    done = subprocess.run(
        reader, cwd=environment.ROOT, env=started.desktop, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert not {"demur", "PySide6", "shiboken6"} & set(report["modules"])
    assert "jeepney" in report["modules"]
    said = report["said"]
    assert "Plaza (practice, on this computer)" in said["Try it on the practice platform"]
    assert any(name.startswith("Your data may be used") for name in said["Sign in with your browser"])
    assert "on → off" in " ".join(said["Opt out"]).lower()
    outcome = next(name for name in said["Opt out now"] if name.startswith("Confirmed"))
    assert "Plaza" in " ".join(said["Opt out now"]), outcome
    assert any("PRACTICE" in name for name in said["View receipt"])
    attempt, confirmation = started.member.receipts()[1:]
    assert (attempt["kind"], confirmation["kind"]) == ("attempt", "confirmation")
    assert confirmation["attempt"] == attempt["id"]
    assert (confirmation["before"]["state"], confirmation["after"]["state"]) == ("on", "off")
