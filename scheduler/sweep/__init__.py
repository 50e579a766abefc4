"""Other processes and machines: scenarios tried one beside another, and helpers of one search."""
