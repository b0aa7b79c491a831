"""What the facts add up to. Reads only: nothing here changes a case."""
