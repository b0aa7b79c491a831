"""A year of life at Larkfield: what goes wrong, who says so and how, and what is done about it, well and badly."""
