"""What the tests of the watch share: the street of the tests of hazards."""

from tests.hazards.conftest import amina, home, larkfield, mould, priya

__all__ = ["amina", "home", "larkfield", "mould", "priya"]
