"""Somewhere else to stay: offered, answered on the phone, secured, moved into, looked at again, over."""
