"""What a day is, what a working day is, and when a period of time runs out."""
