"""Blocks and homes: where people live, and what the landlord repairs there."""
