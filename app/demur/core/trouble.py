"""What went wrong, as plain values: it can be kept and told without holding on to what was at work then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from demur.core.page_problem import PageProblem
from demur.core.problem import Problem

_APP = Path(__file__).parents[2].as_posix()
_DEEPEST = 40
"""How many places of one failure are kept; of more, the innermost."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the program or of a library; it names no folder of this computer."""

    file: str
    line: int
    function: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One exception, without anything it holds."""

    kind: str
    message: str
    """Its own words, in which anything may stand."""
    places: tuple[Place, ...]
    """From the outermost to where it was raised."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem, or a mistake of ours, that can be reported."""

    code: str
    """The code of the problem; empty for a mistake of ours."""
    details: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    """What was raised, and what that came from; empty for a code that was kept without them."""
    outline: str = ""
    """What a page was seen to hold, the member's own text masked already; empty for all else."""


def trouble_of(error: BaseException) -> Trouble:
    """Return what is to be told of an exception."""
    failures = tuple(_failure(one) for one in _chain(error))
    if isinstance(error, Problem):
        outline = error.outline if isinstance(error, PageProblem) else ""
        return Trouble(error.code, dict(error.details), failures, outline)
    return Trouble("", failures=failures)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what it came from, as Python itself would print them."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _failure(error: BaseException) -> Failure:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return Failure(name, str(error), tuple(_places(error.__traceback__))[-_DEEPEST:])


def _places(traceback: TracebackType | None) -> Iterator[Place]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield Place(_relative(code.co_filename), traceback.tb_lineno, code.co_qualname)
        traceback = traceback.tb_next


def _relative(file: str) -> str:
    """Return a file's name from its package on: where the package lies is the member's own business."""
    path = file.replace("\\", "/")
    if path.startswith(f"{_APP}/"):
        return path.removeprefix(f"{_APP}/")
    for above in ("/site-packages/", "/dist-packages/"):
        if above in path:
            return path.rpartition(above)[2]
    if path.startswith(("demur/", "<frozen ")):
        return path
    return f"…/{path.rpartition('/')[2]}"
