"""What a person sets from outside: PUTRIGHT_… variables, each read as what it is, or refused in a sentence."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from putright.project import CannotStart

CHECKOUT = Path(__file__).resolve().parents[2]
YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0", "")


def home() -> Path:
    """Where Putright keeps what must last: its database and its secret. PUTRIGHT_HOME, else beside the code."""
    named = os.environ.get("PUTRIGHT_HOME")
    try:
        return Path(named or CHECKOUT / ".putright").expanduser().absolute()
    except RuntimeError:
        raise CannotStart(f"PUTRIGHT_HOME is {named}, and there is no such person here. Set it to a folder.") from None


def yes_or_no(name: str, unless_set: bool = False) -> bool:
    """A variable that is yes or no."""
    value = os.environ.get(name)
    if value is None:
        return unless_set
    if value.strip().lower() in (*YES, *NO):
        return value.strip().lower() in YES
    raise CannotStart(f"{name} is {value!r}, which is neither yes nor no. Set it to yes or no, or unset it.")


def names(name: str, unless_set: list[str]) -> list[str]:
    """A variable that is a list of names with commas between them."""
    value = os.environ.get(name)
    if value is None:
        return unless_set
    found = [part.strip() for part in value.split(",") if part.strip()]
    if not found or any(" " in part or "/" in part for part in found):
        raise CannotStart(f"{name} is {value!r}. Set it to host names with commas between them, or unset it.")
    return found


def secret_key() -> str:
    """What signs cookies and links: PUTRIGHT_SECRET_KEY, else one made the first time and kept in the home."""
    if given := os.environ.get("PUTRIGHT_SECRET_KEY"):
        if len(given) < 32:
            raise CannotStart("PUTRIGHT_SECRET_KEY is shorter than 32 characters. Make it longer, or unset it.")
        return given
    kept = home() / "secret_key"
    try:
        if not kept.exists():
            _keep(kept, secrets.token_urlsafe(48))
        return kept.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as why:
        raise CannotStart(
            f"Putright cannot keep its secret key in {kept} ({why}). Set PUTRIGHT_HOME to a folder that you can "
            "write to, or set PUTRIGHT_SECRET_KEY."
        ) from why


def _keep(path: Path, text: str) -> None:
    """Write a secret that we alone can read, whole or not at all; the first of two writers wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
