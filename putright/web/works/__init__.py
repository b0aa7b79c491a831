"""What the pages about works share, whoever looks at them: what is asked of an attempt, and how it is said."""
