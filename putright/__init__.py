"""Putright: repairs, hazards and complaints for social landlords in England, on one true record."""
