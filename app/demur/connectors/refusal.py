"""What a page's error status says, where nothing but the status is known: a browser shows no response's headers."""

from http import HTTPStatus

from demur.core.problem import PlatformFailing, PlatformRefused, Problem, RateLimited


def refused(status: int) -> Problem:
    """Return what an error's status says (RFC 9110, 15; RFC 6585, 4); for how long it holds, nobody said."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited()
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return PlatformFailing(status=str(status))
    return PlatformRefused(status=str(status))
