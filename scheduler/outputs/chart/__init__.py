"""The chart of a council's bodies and reporting lines, as a picture, and in words beside it."""
