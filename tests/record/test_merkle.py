"""One hash over many lines, in the shape that RFC 6962 gives it."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.record import merkle, verify

# The eight leaves of the reference test of Certificate Transparency, and the roots of the first 0, 1, 2 … of them.
LEAVES = [
    bytes.fromhex(x)
    for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = {0: "e3b0c442", 3: "aeb6bcfe", 8: "5dc9da79"}


def by_definition(leaves):
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


def verified(leaves):
    tree = verify._Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


@pytest.mark.parametrize("count", ROOTS)
def test_the_root_is_the_one_published_for_these_leaves(count):
    assert merkle.root(map(merkle.leaf, LEAVES[:count])).hex().startswith(ROOTS[count])


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_sealing_and_verifying_come_to_the_root_that_the_standard_defines(leaves):
    root = by_definition(leaves)
    assert merkle.root(map(merkle.leaf, leaves)) == root
    assert verified(leaves) == root.hex()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_any_change_to_any_leaf_changes_the_root(leaves, data):
    place = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.binary(max_size=8).filter(lambda leaf: leaf != leaves[place]))
    changed = [*leaves[:place], other, *leaves[place + 1 :]]
    assert merkle.root(map(merkle.leaf, changed)) != merkle.root(map(merkle.leaf, leaves))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), VALUES | st.datetimes(timezones=st.timezones()), max_size=5))
def test_what_is_sealed_is_written_down_in_one_way_only(row):
    try:
        written = merkle.canonical(row)
    except (UnicodeEncodeError, OverflowError):
        return  # half a letter, or a moment before the year 1, which no line holds
    assert verify._written(row) == written
