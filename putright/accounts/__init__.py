"""Who may do what: accounts, their roles, and one table of decisions that everything asks."""
