"""The log's Merkle tree (RFC 6962, 2.1; proofs as RFC 9162, 2.1.3 and 2.1.4).

Kept as the hashes of its complete subtrees: level 0 holds the leaves, and node `position` of level `l` covers the
leaves from `position * 2**l`. Those never change, so appending, a root at any size, and a proof each take O(log n).
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

Lookup = Callable[[int, int], bytes]
"""Returns the hash of the complete subtree at (level, position)."""


class Node(NamedTuple):
    level: int
    position: int
    digest: bytes


def leaf_hash(body: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def empty_root() -> bytes:
    return hashlib.sha256(b"").digest()


def completed_nodes(index: int, leaf: bytes, lookup: Lookup) -> list[Node]:
    """Return the nodes that appending `leaf` at `index` completes, the leaf first."""
    nodes = [Node(0, index, leaf)]
    while nodes[-1].position & 1:
        level, position, digest = nodes[-1]
        nodes.append(Node(level + 1, position >> 1, node_hash(lookup(level, position - 1), digest)))
    return nodes


def root(size: int, lookup: Lookup) -> bytes:
    """Return the root of the first `size` leaves."""
    return _span(0, size, lookup) if size else empty_root()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root of a list of leaf hashes."""
    tree = GrowingTree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


class GrowingTree:
    """A tree that is only appended to; it remembers its right edge, so its memory is O(log n)."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: dict[int, Node] = {}
        self._root: bytes | None = None

    def append(self, leaf: bytes) -> list[Node]:
        """Add a leaf and return the nodes it completes."""
        nodes = completed_nodes(self.size, leaf, self._lookup)
        self._edge.update((node.level, node) for node in nodes)
        self.size += 1
        self._root = None
        return nodes

    def root(self) -> bytes:
        if self._root is None:
            self._root = root(self.size, self._lookup)
        return self._root

    def _lookup(self, level: int, position: int) -> bytes:
        node = self._edge[level]
        if node.position != position:
            raise LookupError("not at the right edge")
        return node.digest


def inclusion_path(index: int, size: int, lookup: Lookup) -> list[bytes]:
    """Return the proof that leaf `index` is in the tree of `size` leaves, sibling first (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in a tree of this size")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_span(middle, end, lookup))
            end = middle
        else:
            path.append(_span(start, middle, lookup))
            start = middle
    return path[::-1]


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected_root: bytes) -> bool:
    """Say whether `path` proves that `leaf` stands at `index` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    fn, sn, digest = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            digest = node_hash(sibling, digest)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            digest = node_hash(digest, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and digest == expected_root


def earlier_root(index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root of the leaves before `index`, which a true inclusion path holds: its left-hand siblings.

    They are the complete subtrees that cover those leaves, smallest first.
    """
    fn, sn, digest = index, size - 1, b""
    for sibling in path:
        if fn & 1 or fn == sn:
            digest = node_hash(sibling, digest) if digest else sibling
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        fn, sn = fn >> 1, sn >> 1
    return digest or empty_root()


def consistency_path(first: int, second: int, lookup: Lookup) -> list[bytes]:
    """Return the proof that the tree of `first` leaves is the beginning of that of `second` (RFC 9162, 2.1.4.1)."""
    if not 0 < first <= second:
        raise ValueError("no such pair of sizes")  # from nothing, anything follows: there is no proof
    path, start, end, is_whole = [], 0, second, True
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_span(middle, end, lookup))
            end = middle
        else:
            path.append(_span(start, middle, lookup))
            start, is_whole = middle, False
    if not is_whole:
        path.append(_span(start, end, lookup))
    return path[::-1]


def is_consistent(first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Say whether `path` proves that the second tree only added to the first (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    hashes = list(path) if first & (first - 1) else [first_root, *path]
    if not hashes:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = node_hash(new, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old == first_root and new == second_root


def _split(width: int) -> int:
    """Return the largest power of two smaller than `width` (RFC 9162, 2.1.1)."""
    return 1 << ((width - 1).bit_length() - 1)


def _span(start: int, end: int, lookup: Lookup) -> bytes:
    """Return the root of the leaves from `start` to `end`, where `start` is where the tree itself would cut."""
    subtrees = []
    while start < end:
        level = (end - start).bit_length() - 1
        subtrees.append(lookup(level, start >> level))
        start += 1 << level
    digest = subtrees.pop()
    while subtrees:
        digest = node_hash(subtrees.pop(), digest)
    return digest
