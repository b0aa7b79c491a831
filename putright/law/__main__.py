"""python -m putright.law writes docs/law.md; with --check it says whether the page is fresh, and writes nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from putright.law.page import PAGE, is_fresh, write


def main(arguments: Sequence[str]) -> int:
    """Nought when the page is fresh or has been written; one when --check finds it stale."""
    if "--check" in arguments:
        if is_fresh():
            return 0
        print(f"{PAGE.name} is not what the register says. Write it with: python -m putright.law", file=sys.stderr)
        return 1
    write()
    print(f"Wrote {PAGE}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
