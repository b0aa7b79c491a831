"""What residents tell us is wrong: guided reports, notes that become reports, and their photos."""
