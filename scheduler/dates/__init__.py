"""What is this date, in law? Pure functions of a date and the input; no clock is ever read."""
