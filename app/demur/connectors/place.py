"""Where a file's addresses may lie: all of them in the world, or all of them on this computer for practice."""

from demur.connectors import addresses
from demur.connectors.toml_lines import Table


class Place:
    """Takes addresses out of a file's tables; raises `TomlBroken` where one lies elsewhere than the file may reach."""

    def __init__(self, is_shipped: bool, is_practice: bool) -> None:
        self._is_shipped, self.is_practice = is_shipped, is_practice

    def take(self, table: Table, key: str) -> str:
        """Return the whole address at `key`."""
        return self.checked(table, key, table.text(key))

    def checked(self, table: Table, key: str, value: str) -> str:
        """Return an address that was found at `key`."""
        may_wait = self._is_shipped and self.is_practice
        if not (addresses.is_usable(value) or (may_wait and addresses.is_practice(value))):
            if value.startswith("http://localhost"):
                raise table.broken(
                    key,
                    f"`{key}` must be a full https address, or `http://127.0.0.1:…`, never `localhost`",
                )
            raise table.broken(key, f"`{key}` must be a full https address, without user, query or fragment")
        return self._settled(table, key, value)

    def take_origins(self, table: Table, key: str) -> tuple[str, ...]:
        """Return the https origins at `key`; none where the file has no such list."""
        if not table.has(key):
            return ()
        return tuple(self._settled(table, key, value) for value in table.texts(key, addresses.is_origin))

    def _settled(self, table: Table, key: str, value: str) -> str:
        if addresses.is_here(value) and not self.is_practice:
            raise table.broken(
                key, f"`{key}` lies on this computer: then `practice = true` must stand above all tables"
            )
        if self.is_practice and not addresses.is_here(value):
            raise table.broken(key, f"`{key}` of a practice platform must lie on this computer")
        return value
