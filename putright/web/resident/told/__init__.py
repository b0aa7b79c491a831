"""A report that was told: what we heard, what happens next, when, who to ask for, and all that was done since."""
