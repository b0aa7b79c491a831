"""Taking a report down for somebody: the home first, then all the questions on one page."""
