"""Settings, addresses and the doors: what makes the packages below into one running Putright."""


class CannotStart(Exception):
    """Putright cannot start; the message says why and what to do, in sentences for a person at a terminal."""
