"""The record: one line for everything anyone does, never changed, and sealed so that a change would be seen."""
