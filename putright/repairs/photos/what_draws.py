"""The parts of a picture file that draw the picture, and which way up it was taken. No other part reaches a decoder.

Each walk is bounded, since a decoder that reads a file of a million empty parts is busy for a minute.
Nothing here raises because a file is short or wrong: what is left is given to the decoder, which says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MOST_PARTS = 20_000
# A camera or a website makes a dozen at most; each costs a walk over the whole picture.
MOST_PASSES = 30
# Two bytes in a JPEG that begin a part of it; the others are dots, or the beat between them (ITU T.81, B.1.1.3).
_MARKER = re.compile(rb"\xff[^\x00\x01\xff\xd0-\xd7]")
_START, _END, _SCAN, _EXIF_IN_JPEG, _IN_PASSES = 0xD8, 0xD9, 0xDA, 0xE1, 0xC2
# The three ways of drawing that a browser knows. Others are slow to open, and no camera makes them.
_FRAMES = {0xC0, 0xC1, _IN_PASSES}
# With them go their tables, and what says which colours they are. Words, places and thumbnails are in other parts.
_DRAWS_IN_JPEG = _FRAMES | {0xC4, 0xDB, 0xDD, 0xE0, 0xEE, _SCAN, _END}
_DRAWS_IN_PNG = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_ORIENTATION = 0x0112


class TooManyParts(Exception):
    """A file made to keep us busy."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What draws the picture, as a file; how the camera was held; and whether it is held whole while it is opened."""

    data: bytes
    turned: int = 1
    is_in_passes: bool = False


def of_jpeg(data: bytes) -> Drawing:
    """A JPEG up to its end, without its words, thumbnails and profiles."""
    kept, turned, frame, passes, is_in_passes = [data[:2]], 1, b"", 0, False
    for marker, part in _parts_of_jpeg(data):
        if marker == _SCAN:
            passes += 1
            # All the colours in one pass can be let go row by row. Anything else is kept until the last.
            is_in_passes |= passes > 1 or part[4:5] != frame[9:10]
        elif marker in _FRAMES:
            frame = part
            is_in_passes |= marker == _IN_PASSES
        elif marker == _EXIF_IN_JPEG and part[4:10] == b"Exif\0\0":
            turned = _turned(part[10:])
        if marker in _DRAWS_IN_JPEG:
            kept.append(part)
        if passes > MOST_PASSES:
            raise TooManyParts
    return Drawing(b"".join(kept), turned, is_in_passes)


def _parts_of_jpeg(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each part up to the end of the first picture, and with a pass over the picture its dots."""
    found = _MARKER.search(data, 2)
    for _ in range(MOST_PARTS):
        if found is None or found[0][1] == _START:
            return
        begins, marker = found.start(), found[0][1]
        if marker == _END:
            yield marker, found[0]
            return
        ends = begins + 2 + int.from_bytes(data[begins + 2 : begins + 4])
        found = _MARKER.search(data, ends)
        if marker == _SCAN:
            ends = found.start() if found else len(data)
        yield marker, data[begins:ends]
    raise TooManyParts


def of_png(data: bytes) -> Drawing:
    """A PNG without its words, profiles, and the frames after its first."""
    kept, turned, at = [data[:8]], 1, 8
    for _ in range(MOST_PARTS):
        kind = data[at + 4 : at + 8]
        ends = at + 12 + int.from_bytes(data[at : at + 4])
        if kind in _DRAWS_IN_PNG:
            kept.append(data[at:ends])
        elif kind == b"eXIf":
            turned = _turned(data[at + 8 : ends - 4])
        if kind == b"IEND" or ends >= len(data):
            return Drawing(b"".join(kept), turned)
        at = ends
    raise TooManyParts


def of_gif(data: bytes) -> Drawing:
    """A GIF from its first picture on, without the words before it. A decoder that stops there reads no more."""
    at = 13 + _palette(data[10:11])
    first, see_through, is_inside = data[:at], b"", False
    for _ in range(MOST_PARTS):
        if is_inside:
            size = int.from_bytes(data[at : at + 1])
            at += 1 + size
            is_inside = size > 0
        elif data[at : at + 1] == b"!":
            if data[at + 1 : at + 3] == b"\xf9\x04":
                see_through = data[at : at + 8]
            at += 2
            is_inside = True
        else:
            return Drawing(first + see_through + data[at:])
    raise TooManyParts


def of_webp(data: bytes) -> Drawing:
    """A WebP as it is: its decoder reads each part once, and draws the first frame only."""
    at, turned = 12, 1
    for _ in range(MOST_PARTS):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] == b"EXIF":
            turned = _turned(data[at + 8 : at + 8 + size].removeprefix(b"Exif\0\0"))
        at += 8 + size + size % 2
        if at >= len(data):
            return Drawing(data, turned)
    raise TooManyParts


def _palette(flags: bytes) -> int:
    """How many bytes of colours a GIF says it has."""
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _turned(exif: bytes) -> int:
    """Which of the eight ways the camera was held, from the first table of its EXIF; 1, upright, if it does not say."""
    order: Literal["little", "big"] = "little" if exif[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(exif[at : at + size], order)

    table = number(4, 4)
    for entry in range(table + 2, min(table + 2 + 12 * number(table, 2), len(exif)), 12):
        if number(entry, 2) == _ORIENTATION:
            return number(entry + 8, 2)
    return 1
