"""A report that may be a hazard: triage, a person's decision, and the facts the law is asked with."""
