"""The desk's own page of a report, and of its case if it may be a hazard; and one page for each thing done with it."""
