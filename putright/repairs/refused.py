"""What somebody asked of us cannot be done as it stands: a sentence that says why, and what to do instead."""

from __future__ import annotations

from putright.repairs.tree.questions import Need


class CannotBeDone(ValueError):
    """The message says why, and what to do; nothing was changed."""


class NoSuchDraft(LookupError):
    """The report was never begun here, or has been forgotten since; the message says what to do."""

    def __init__(self) -> None:
        super().__init__(
            "We no longer have what you had begun: it is kept for seven days. Begin again, or call us and we write it "
            "down for you."
        )


class NotEnough(CannotBeDone):
    """A person could not act on it yet; `needs` says what is missing, each in a sentence."""

    def __init__(self, needs: tuple[Need, ...]) -> None:
        super().__init__(" ".join(need.says for need in needs))
        self.needs = needs
