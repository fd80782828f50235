"""When `.venv` is made anew, and when it is left alone."""

import fcntl
import venv
from pathlib import Path

import pytest

import environment
from stop import Stop

STAMP = {"python": "3.11.7", "folder": "here", "lock": "1", "project": "1"}


@pytest.mark.parametrize(
    ("found", "work"),
    [
        (STAMP, "nothing"),
        ({**STAMP, "starts": "pages"}, "nothing"),
        ({}, "everything"),
        ({**STAMP, "lock": "0"}, "everything"),
        ({**STAMP, "python": "3.12.1"}, "everything"),
        ({**STAMP, "folder": "elsewhere"}, "everything"),
        ({**STAMP, "project": "0"}, "project"),
    ],
)
def test_only_what_changed_is_done_again(found: dict[str, str], work: str) -> None:
    assert environment.work_left(found, STAMP) == work


def test_a_changed_lock_changes_the_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(environment.LOCK.read_bytes())
    monkeypatch.setattr(environment, "LOCK", lock)
    before = environment.wanted_stamp()
    lock.write_bytes(lock.read_bytes() + b"\n")
    assert environment.work_left(before, environment.wanted_stamp()) == "everything"


def test_a_stamp_is_read_back_as_written(tmp_path: Path) -> None:
    environment.write_stamp(tmp_path, STAMP)
    assert environment.read_stamp(tmp_path) == STAMP
    assert [path.name for path in tmp_path.iterdir()] == [environment.STAMP_NAME]


@pytest.mark.parametrize("untrusted_text", ["", "{", "[]", '"3.11"', "\udcff"])
def test_a_broken_stamp_counts_as_none(tmp_path: Path, untrusted_text: str) -> None:
    (tmp_path / environment.STAMP_NAME).write_text(untrusted_text, encoding="utf-8", errors="surrogateescape")
    assert environment.read_stamp(tmp_path) == {}


def test_an_interrupted_set_up_leaves_no_stamp(project: Path) -> None:
    """A real `.venv` in which the project can't be installed; the stamp of an earlier set-up must be gone."""
    venv.create(environment.VENV, with_pip=False)
    environment.write_stamp(environment.VENV, {**environment.wanted_stamp(), "project": "0"})
    with pytest.raises(Stop, match="pip could not install"):
        environment.ensure()
    assert environment.is_whole()
    assert environment.read_stamp(environment.VENV) == {}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that asks for nothing, so that even a set-up that should have been refused changes no machine."""
    (tmp_path / "requirements.lock").write_text("")
    (tmp_path / "pyproject.toml").write_text("[build-system]\nrequires = []\nbuild-backend = 'demur_nowhere'\n")
    for name, path in {"ROOT": "", "VENV": ".venv", "LOCK": "requirements.lock", "PROJECT": "pyproject.toml"}.items():
        monkeypatch.setattr(environment, name, tmp_path / path)
    return tmp_path


def test_the_machines_own_python_is_not_installed_into(project: Path) -> None:
    """Without its pyvenv.cfg, the Python in `.venv` is the machine's own."""
    venv.create(environment.VENV, with_pip=False)
    (environment.VENV / "pyvenv.cfg").unlink()
    assert not environment.is_whole()
    with pytest.raises(Stop, match="pip could not install"):
        environment.install_lock()


def test_what_a_link_leads_to_is_not_emptied(project: Path) -> None:
    elsewhere = project / "elsewhere"
    venv.create(elsewhere, with_pip=False)
    environment.VENV.symlink_to(elsewhere)
    with pytest.raises(Stop, match="link to another folder"):
        environment.ensure()
    assert (elsewhere / "pyvenv.cfg").exists()


def test_two_set_ups_wait_for_each_other(project: Path) -> None:
    with environment.PROJECT.open("rb") as file:
        with environment.alone(), pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_folder_that_is_no_environment_is_not_emptied(project: Path) -> None:
    environment.VENV.mkdir()
    letter = environment.VENV / "letter.txt"
    letter.touch()
    with pytest.raises(Stop, match="no Python environment"):
        environment.ensure()
    assert letter.exists()


def test_uv_uses_the_registry_pip_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    said = "global.index-url='somewhere'\nglobal.extra-index-url='elsewhere'\n:env:.cert='/certificates.pem'\n"
    assert environment.registry_variables(said) == {
        "UV_DEFAULT_INDEX": "somewhere",
        "SSL_CERT_FILE": "/certificates.pem",
    }


def test_what_is_set_for_uv_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "mine")
    assert environment.registry_variables("global.index-url='somewhere'\n") == {}


def test_another_installation_is_kept_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")
    assert environment.clean_variables().keys().isdisjoint({"PYTHONPATH", "PYTHONHOME"})
