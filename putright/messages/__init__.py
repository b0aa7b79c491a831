"""What we send to people: kept with what it says was done, then sent by one of several doors."""
