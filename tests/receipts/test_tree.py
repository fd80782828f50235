"""The tree, against published roots and pymerkle, an implementation that isn't ours."""

import pytest
from pymerkle import InmemoryTree, InvalidProof  # type: ignore[import-untyped]  # it publishes no types

from demur.receipts.tree import (
    GrowingTree,
    Lookup,
    completed_nodes,
    consistency_path,
    earlier_root,
    empty_root,
    inclusion_path,
    is_consistent,
    is_included,
    leaf_hash,
    root,
    root_of,
)

SIZES = range(1, 34)
ENTRIES = [f"entry {number}".encode() for number in range(33)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]

# The eight inputs and roots that Certificate Transparency implementations share (RFC 6962 reference code).
KNOWN_INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_the_empty_tree() -> None:
    assert root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of([]) == empty_root()


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(text)) for text in KNOWN_INPUTS[:size]]
    assert root_of(leaves).hex() == KNOWN_ROOTS[size - 1]


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    nodes: dict[tuple[int, int], bytes] = {}
    for index, leaf in enumerate(LEAVES):
        for node in completed_nodes(index, leaf, lambda *place: nodes[place]):
            nodes[node.level, node.position] = node.digest
    return lambda *place: nodes[place]


@pytest.fixture(scope="module")
def oracle() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for entry in ENTRIES:
        tree.append_entry(entry)
    return tree


def test_number_of_nodes() -> None:
    for size in SIZES:
        tree = GrowingTree()
        assert sum(len(tree.append(leaf)) for leaf in LEAVES[:size]) == 2 * size - size.bit_count()


@pytest.mark.parametrize("size", SIZES)
def test_roots_equal_pymerkle(size: int, lookup: Lookup, oracle: InmemoryTree) -> None:
    assert root(size, lookup) == oracle.get_root(size) == root_of(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_equals_pymerkle(size: int, lookup: Lookup, oracle: InmemoryTree) -> None:
    for index in range(size):
        path = inclusion_path(index, size, lookup)
        assert path == oracle.prove_inclusion(index + 1, size).path[1:]
        assert is_included(LEAVES[index], index, size, path, root(size, lookup))
        assert earlier_root(index, size, path) == root_of(LEAVES[:index])


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_is_refused_when_anything_is_changed(size: int, lookup: Lookup) -> None:
    top = root(size, lookup)
    for index in range(size):
        path = inclusion_path(index, size, lookup)
        others = [other for other in range(size + 2) if other != index]
        assert not any(is_included(LEAVES[index], other, size, path, top) for other in others)
        assert not is_included(LEAVES[index - 1] if size > 1 else bytes(32), index, size, path, top)
        assert not is_included(LEAVES[index], index, size, [*path, bytes(32)], top)
        assert not is_included(LEAVES[index], index, size, path, bytes(32))
        for place in range(len(path)):
            assert not is_included(LEAVES[index], index, size, path[:place] + path[place + 1 :], top)
            changed = [*path[:place], bytes(32), *path[place + 1 :]]
            assert not is_included(LEAVES[index], index, size, changed, top)


@pytest.mark.parametrize("second", SIZES)
def test_consistency_equals_rfc_9162(second: int, lookup: Lookup) -> None:
    roots = {size: root(size, lookup) for size in range(1, second + 1)}
    for first in range(1, second + 1):
        path = consistency_path(first, second, lookup)
        assert path == by_definition(first, LEAVES[:second], is_whole=True)
        assert is_consistent(first, roots[first], second, roots[second], path)
        assert not is_consistent(first, bytes(32), second, roots[second], path)
        assert not is_consistent(first, roots[first], second, bytes(32), path)
        assert not is_consistent(first, roots[first], second, roots[second], [*path, bytes(32)])
        for place in range(len(path)):
            changed = [*path[:place], bytes(32), *path[place + 1 :]]
            assert not is_consistent(first, roots[first], second, roots[second], changed)
            shorter = path[:place] + path[place + 1 :]
            assert not is_consistent(first, roots[first], second, roots[second], shorter)


@pytest.mark.parametrize("second", SIZES)
def test_pymerkle_finds_our_roots_consistent(second: int, lookup: Lookup, oracle: InmemoryTree) -> None:
    for first in range(1, second + 1):
        proof = oracle.prove_consistency(first, second)
        proof.verify(root(first, lookup), root(second, lookup))
        with pytest.raises(InvalidProof):
            proof.verify(root(first, lookup), bytes(32))


def by_definition(size: int, leaves: list[bytes], is_whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162, 2.1.4.1, word for word."""
    if size == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if size <= k:
        return [*by_definition(size, leaves[:k], is_whole), root_of(leaves[k:])]
    return [*by_definition(size - k, leaves[k:], is_whole=False), root_of(leaves[:k])]


def test_size_0_proves_nothing(lookup: Lookup) -> None:
    top = root(5, lookup)
    assert not is_consistent(0, empty_root(), 5, top, [])
    assert not is_consistent(0, empty_root(), 0, empty_root(), [])
    assert not is_consistent(6, top, 5, top, [])
    assert not is_included(LEAVES[0], 0, 0, [], empty_root())
    with pytest.raises(ValueError, match="size"):
        consistency_path(0, 5, lookup)
    with pytest.raises(ValueError, match="size"):
        inclusion_path(0, 0, lookup)


def test_appending_reads_few_nodes() -> None:
    """O(log n): the last of 2**20 leaves looks at 20 nodes, and its root at one."""
    looked: list[tuple[int, int]] = []

    def count(level: int, position: int) -> bytes:
        looked.append((level, position))
        return bytes(32)

    completed_nodes(2**20 - 1, bytes(32), count)
    inclusion_path(12345, 100_000, count)
    assert len(looked) <= 20 + 40
