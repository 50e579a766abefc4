"""What the law says: its numbers as dated rows, each with its instrument, and warnings of what goes against them."""
