"""What runs: each duty of the law, each promise and each task, and by when."""
