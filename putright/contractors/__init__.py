"""Who does the works: our own team and other contractors, their workers, our rates, and what each may spend."""
