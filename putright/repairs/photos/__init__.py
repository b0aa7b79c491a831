"""A photo somebody sends is drawn again from its dots, and nothing else that was in the file is kept.

What a file is called and what it says it is are never asked. Only what is in it counts, and only four kinds are opened.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from putright.repairs.photos import refusals
from putright.repairs.photos.drawing import on_white, turned_upright
from putright.repairs.photos.what_draws import Drawing, TooManyParts, of_gif, of_jpeg, of_png, of_webp

MOST_BYTES = 15_000_000
# A JPEG is opened row by row. Others are held whole, and a WebP four times over: these keep each under 300 MB.
MOST_PIXELS = 40_000_000
MOST_PIXELS_AT_ONCE = 20_000_000
MOST_PIXELS_IN_WEBP = 10_000_000
# As long as a JPEG can be. A picture one dot wide and millions high costs far more than its dots.
LONGEST_SIDE_TAKEN = 65_535
LONGEST_SIDE = 2000
QUALITY = 82
# Whoever is here holds up to a few hundred megabytes: ten people sending bombs hold no more than one.
_one_at_a_time = threading.Lock()


class NotAPhoto(Exception):
    """What was sent cannot be taken as a photo; it says why, and what to do, in a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A photo drawn again, and what shows which file it was drawn from."""

    data: bytes
    width: int
    height: int
    original_sha256: str
    original_type: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of picture we open, known by how the file starts."""

    name: str
    is_how: Callable[[bytes], bool]
    what_draws: Callable[[bytes], Drawing]
    opened: Callable[[BytesIO], ImageFile]
    most_pixels: int = MOST_PIXELS_AT_ONCE


_KINDS = (
    _Kind("image/jpeg", lambda data: data.startswith(b"\xff\xd8\xff"), of_jpeg, JpegImageFile, MOST_PIXELS),
    _Kind("image/png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), of_png, PngImageFile),
    _Kind("image/gif", lambda data: data.startswith((b"GIF87a", b"GIF89a")), of_gif, GifImageFile),
    _Kind("image/webp", lambda data: data[:4] + data[8:12] == b"RIFFWEBP", of_webp, WebPImageFile, MOST_PIXELS_IN_WEBP),
)


def rebuild(data: bytes) -> Rebuilt:
    """The same photo as a JPEG with nothing in it but the picture, the right way up and no larger than a page needs.

    Colour profiles go too: their colours are taken as sRGB. Of a moving picture the first frame is kept.
    Raises NotAPhoto, and nothing else, whatever the bytes are.
    """
    if not data:
        raise NotAPhoto(refusals.EMPTY)
    if len(data) > MOST_BYTES:
        raise NotAPhoto(refusals.TOO_BIG)
    kind = next((kind for kind in _KINDS if kind.is_how(data)), None)
    if kind is None:
        raise NotAPhoto(refusals.why_not(data))
    with _one_at_a_time:
        try:
            photo = _drawn_again(kind, data)
            jpeg = BytesIO()
            photo.save(jpeg, format="JPEG", quality=QUALITY)
        except NotAPhoto:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as why:
            raise NotAPhoto(refusals.TOO_MANY_PIXELS) from why
        except TooManyParts as why:
            raise NotAPhoto(refusals.TOO_MUCH_IN_IT) from why
        except Exception as why:
            # The decoders give up in a dozen ways, and each means the same to whoever sent the file.
            raise NotAPhoto(refusals.DAMAGED) from why
    return Rebuilt(jpeg.getvalue(), photo.width, photo.height, hashlib.sha256(data).hexdigest(), kind.name)


def shown_name(number: int) -> str:
    """What a photo of a report is called when it is shown or saved; the name it came with is never used."""
    return f"photo-{number}.jpg"


def _drawn_again(kind: _Kind, data: bytes) -> Image.Image:
    """A new picture from the dots of this one. Its size is checked before a dot of it is opened."""
    drawing = kind.what_draws(data)
    with kind.opened(BytesIO(drawing.data)) as image:
        most = MOST_PIXELS_AT_ONCE if drawing.is_in_passes else kind.most_pixels
        if image.width * image.height > most or max(image.size) > LONGEST_SIDE_TAKEN:
            raise NotAPhoto(refusals.TOO_MANY_PIXELS)
        size = _no_longer_than(LONGEST_SIDE, *image.size)
        # A JPEG can be opened at a half, a quarter or an eighth, at a fraction of the cost. Others take no notice.
        image.draft("RGB", size)
        image.load()
        drawn = on_white(image, LONGEST_SIDE)
    if drawn.size != size:
        drawn = drawn.resize(size, Image.Resampling.LANCZOS)
    return turned_upright(drawn, drawing.turned)


def _no_longer_than(longest: int, width: int, height: int) -> tuple[int, int]:
    """The size of this picture with its longer side brought down, if it is longer than that."""
    shrink = min(1, longest / max(width, height))
    return max(1, round(width * shrink)), max(1, round(height * shrink))
