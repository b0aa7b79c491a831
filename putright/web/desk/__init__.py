"""Pages for the people who answer: the queue, a case, a home, search, taking a report down."""
