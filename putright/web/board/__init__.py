"""Pages for the board: whether the service is safe, fair and trusted, and whether Putright itself is well."""
