"""Works of a report at the desk: ordered, told of, added to, agreed, checked; and whether they say it is fixed."""
