"""The law asked again of what has happened: real decisions, and a landlord's own history."""


class CannotRead(ValueError):
    """A file cannot be read as it stands; the message says what is wrong and what to do."""
