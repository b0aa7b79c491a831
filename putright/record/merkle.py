"""A Merkle tree in the shape of RFC 6962: one hash that changes when any line under it does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256


def leaf(content: bytes) -> bytes:
    """The hash of one leaf, marked so that it can never be taken for a node."""
    return sha256(b"\x00" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two branches."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The hash of the whole tree, from its leaves' hashes in order, holding only one hash for each level."""
    # Full branches still waiting for their right-hand neighbour, the tallest first: (height, hash).
    waiting: list[tuple[int, bytes]] = []
    for current in leaves:
        height = 0
        while waiting and waiting[-1][0] == height:
            current = node(waiting.pop()[1], current)
            height += 1
        waiting.append((height, current))
    if not waiting:
        return sha256(b"").digest()
    whole = waiting.pop()[1]
    while waiting:
        whole = node(waiting.pop()[1], whole)
    return whole


def canonical(content: Mapping[str, object]) -> bytes:
    """The one way to write something down: JSON in UTF-8, keys in order, no spaces, moments in UTC."""
    return _JSON.encode(content).encode()


def _moment(value: object) -> str:
    """2025-12-18T16:40:00.000000Z."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
    raise TypeError(f"A {type(value).__name__} cannot be sealed.")


# Made once: a new one for every line would take most of the time.
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_moment)
