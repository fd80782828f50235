"""The desk's own promises, with work that waits on the test and not on a keyring."""

import threading

import pytest

from demur.core.problem import VaultLocked, VaultSlow
from demur.vault.desk import Desk, Errand


def test_answers_and_problems_come_back() -> None:
    desk = Desk("answers", limit_s=10)

    def refuse(errand: Errand[str]) -> str:
        raise VaultLocked

    assert desk.do(lambda _: "answer") == "answer"
    with pytest.raises(VaultLocked):
        desk.do(refuse)
    assert desk.do(lambda _: None) is None


def test_work_given_up_while_it_stood_in_line_is_never_begun() -> None:
    gate, begun, line, entered = threading.Event(), threading.Event(), Desk("line", limit_s=0.2), threading.Event()

    def hang(errand: Errand[None]) -> None:
        entered.set()
        gate.wait(30)

    def outlast_both() -> None:
        with pytest.raises(VaultSlow):
            line.do(hang)

    first = threading.Thread(target=outlast_both)
    first.start()
    assert entered.wait(10)
    behind = line._hand_in(late := Errand(lambda _: begun.set()))
    late.wait(0)  # its caller has no time at all
    first.join(10)
    gate.set()
    behind.join(10)
    assert not behind.is_alive()
    assert not begun.is_set()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mistake_of_ours_is_loud_and_does_not_stop_the_desk() -> None:
    desk = Desk("mistakes", limit_s=10)

    def mistake(errand: Errand[float]) -> float:
        return 1 / 0

    for _ in range(2):
        with pytest.raises(RuntimeError):
            desk.do(mistake)
    for thread in threading.enumerate():
        if thread.name == "mistakes":
            thread.join(10)  # so that its last words fall within this test
    assert desk.do(lambda _: "still here") == "still here"
