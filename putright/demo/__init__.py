"""Larkfield Homes: an invented landlord in an invented town, with invented people and a year of their life."""
