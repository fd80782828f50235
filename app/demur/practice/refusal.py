"""An answer other than success."""

from collections.abc import Mapping
from http import HTTPStatus


class Refusal(Exception):
    """Its status, a short code, and headers such as the challenge of 401 and 403."""

    def __init__(self, status: HTTPStatus, code: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.headers = status, code, headers or {}
