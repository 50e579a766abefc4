"""Files that a council has already, read as what an input holds."""
