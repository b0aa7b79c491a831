"""Telling us that something is wrong: one question a page, each answer kept as it is given, and no account needed."""
