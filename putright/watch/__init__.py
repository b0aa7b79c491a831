"""What happens by itself: people are told of deadlines, messages go, the record is sealed, all is proved by night."""
