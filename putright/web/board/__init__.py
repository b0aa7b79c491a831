"""Pages for the board, and for those who look after the machine."""

from putright.web.board.health import health

__all__ = ["health"]
