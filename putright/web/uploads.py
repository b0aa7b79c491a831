"""Files that somebody sends: never more of one than we can take, and a refused one does not take the others with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from putright.repairs.models import MOST_PHOTOS
from putright.repairs.photos import MOST_BYTES, NotAPhoto
from putright.web.in_words import readable

# Files looked at in one go; a second of a processor each, at worst.
MOST_AT_ONCE = 2 * MOST_PHOTOS


@dataclass(frozen=True, slots=True)
class Refused:
    """The files that could not be taken, each with a sentence that names it; their box is `files`."""

    errors: Mapping[str, str] = field(default_factory=dict)

    def summary(self) -> list[dict[str, str]]:
        """What the error summary lists."""
        return [{"text": sentence, "href": "#files"} for sentence in self.errors.values()]


NONE_REFUSED = Refused()


class NoLongerThanWeTake(FileUploadHandler):
    """Keeps the beginning of a file that is too long, which is enough to say so, and lets the rest go by."""

    chunk_size = 64 * 2**10

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """What is passed on to be kept."""
        return raw_data[: max(0, MOST_BYTES + 1 - start)] or None

    def file_complete(self, file_size: int) -> None:
        """It is somebody else who keeps it."""


def take(files: Iterable[UploadedFile[bytes]], keep: Callable[[bytes], object]) -> Refused:
    """Keep each file, and say which could not be kept and what to do about it."""
    errors: dict[str, str] = {}
    chosen = [file for file in files if file.name]
    for number, file in enumerate(chosen[:MOST_AT_ONCE], 1):
        try:
            keep(file.read(MOST_BYTES + 1))
        except NotAPhoto as why:
            errors[f"files-{number}"] = f"“{readable(file.name or '')}”: {why}"
    if len(chosen) > MOST_AT_ONCE:
        errors["files"] = f"You chose {len(chosen)} files. We looked at the first {MOST_AT_ONCE}. Choose fewer at once."
    return Refused(errors)
