"""What happened, in plain words: the record's lines, what was said, the messages, and every date that was missed."""
