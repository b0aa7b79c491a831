"""Pages for a resident, and for anyone who comes to the door."""
