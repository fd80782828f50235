"""What a page says beside its control, in words: what the setting means, and never what its state is."""

from demur.connectors.page import questions
from demur.connectors.page.sight import Look, read_words
from demur.connectors.page.visit import Visit
from demur.core.page_problem import PageMoved
from demur.core.problem import ReplyUnreadable


def words(visit: Visit, look: Look) -> str | None:
    """Return what the page that was looked at says beside the control, line by line; None where that can't be told.

    Nothing hangs on it but a note to the member, so a page that goes away meanwhile is no problem.
    """
    lines = _lines(visit) if look.lines is None else look.lines
    if lines is None:
        return None
    left_out = questions.state_words(visit.recipe)
    return "\n".join(line for line in lines if line not in left_out) or None


def _lines(visit: Visit) -> tuple[str, ...] | None:
    question = {"kind": "words", "wanted": questions.explained(visit.recipe)}
    try:
        return read_words(visit.driver.ask(question, visit.address, visit.recipe.frame))
    except (PageMoved, ReplyUnreadable):
        return None
