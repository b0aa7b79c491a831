"""Why a file could not be taken as a photo, and what to do then: a sentence for whoever sent it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from magika import Magika

EMPTY = "This file is empty. Choose the photo again and send it."
TOO_BIG = "This photo is larger than 15 MB, the most we can take. Send a screenshot of it, or a smaller copy."
TOO_MANY_PIXELS = "This picture is too large for us to open. Send a screenshot of it, or a smaller copy."
DAMAGED = "We could not open this photo. Part of it may be missing. Send it again, or take a new one and send that."
TOO_MUCH_IN_IT = "This photo has too much packed into it for us to open. Send a screenshot of it, or take a new one."
UNKNOWN = "This is not a photo that we can open. Send a photo as a JPEG or PNG file."
A_VIDEO = "This is a video, and we can only take photos here. Send a photo, or a screenshot from the video."
A_DOCUMENT = "This is a document, and we can only take photos here. Send a photo of it, or a screenshot."
AN_ARCHIVE = "This is a folder of files packed into one. Open it, and send the photos that are in it one by one."
ANOTHER_PICTURE = "This is a kind of picture that we cannot open ({}). Send it as a JPEG, or send a screenshot of it."
# Phones' own kinds, told by four letters near the start (ISO 14496-12, 4.3). The guess below takes them for videos.
_BY_BRAND = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "HEIC"),
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
}
_BY_GROUP = {"video": A_VIDEO, "document": A_DOCUMENT, "archive": AN_ARCHIVE}


def why_not(data: bytes) -> str:
    """What a file that is none of the kinds we open looks like, and what to do instead.

    A guess by what is in the file. It only chooses the words: nothing is ever opened because of it.
    """
    if data[4:8] == b"ftyp" and data[8:12] in _BY_BRAND:
        return ANOTHER_PICTURE.format(_BY_BRAND[data[8:12]])
    looks_like = _guesser().identify_bytes(data).output
    if looks_like.group == "image":
        return ANOTHER_PICTURE.format(str(looks_like.label).upper())
    return _BY_GROUP.get(looks_like.group, UNKNOWN)


@cache
def _guesser() -> Magika:
    """Loaded when the first such file comes, since it takes half a second and some 45 MB for good."""
    from magika import Magika

    return Magika()
