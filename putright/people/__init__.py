"""People, the households and tenancies they are in over time, and how we reach them."""
