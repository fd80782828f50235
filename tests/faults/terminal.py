"""A member at a terminal, before a Plaza that the test started: its control stays in the test's hands."""

from pathlib import Path

from tests.journeys.terminal import Member, without_keyring

from demur.practice.visitor import visit


class Terminal(Member):
    """Without a keyring, so that a signed-in data folder can be copied."""

    def __init__(self, data: Path) -> None:
        super().__init__(data, without_keyring())
        self.platforms = data / "platforms"
        self.platforms.mkdir(mode=0o700, parents=True, exist_ok=True)


def sign_in_square(member: Terminal, user_id: str) -> None:
    """Agree to the dropped-in file, and sign a practice member in as the program's own browser window would."""
    allowed = member.runs("platforms", "allow", "square", "--yes")
    assert allowed.returncode == 0, allowed.stderr
    with member.starts("sign-in", "square", "--region", "US", "--no-browser") as process:
        try:
            assert process.stderr is not None
            address = next(line.strip() for line in process.stderr if line.startswith("http://"))
            visit(address, user_id)
            assert process.wait(30) == 0
        finally:
            process.kill()
