"""Messages as files in a folder, one each, for a person to read: what there is until another is set up."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from putright.messages.carriers import CARRIED, Answer, Outgoing, TryLater, Whereabouts

# A file's name is made of the message's reference, which is random, and never of what anybody typed.
_REFERENCE = re.compile(r"[0-9a-zA-Z-]{8,64}")


class Files:
    """A folder with one file for each message; the same message again is the same file."""

    name = "file"
    carries = CARRIED["file"]
    hears_more = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, outgoing: Outgoing) -> None:
        """Write it, whole or not at all. A full disk or a folder that cannot be written to may be better later."""
        to = "\n    ".join(outgoing.to.splitlines())
        heading = f"By: {outgoing.channel}\nTo: {outgoing.name}\n    {to}\nSubject: {outgoing.subject}"
        path = self._path(outgoing.reference)
        unfinished = path.with_suffix(f".{secrets.token_hex(4)}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(f"{heading}\n\n{outgoing.body}\n".encode("utf-8", errors="replace"))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError as why:
            raise TryLater(f"We could not write the file: {why.strerror}.", everyone=True) from None

    def ask(self, reference: str) -> Answer:
        """Whether there is a file of it."""
        try:
            there = self._path(reference).exists()
        except OSError as why:
            raise TryLater(f"We could not look in the folder: {why.strerror}.", everyone=True) from None
        return Answer(Whereabouts.STILL_GOING if there else Whereabouts.NOT_THERE)

    def close(self) -> None:
        """Nothing is held open."""

    def _path(self, reference: str) -> Path:
        if not _REFERENCE.fullmatch(reference):
            raise ValueError(f"{reference!r} is no reference of a message.")
        return self.folder / f"{reference}.txt"
