"""The floor that the pages are measured against: a bare Django view that does the same number of inserts."""
