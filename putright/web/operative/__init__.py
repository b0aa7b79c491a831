"""Pages for whoever does the works: today's jobs, what to do at the door, and what came of it; and nothing more."""
