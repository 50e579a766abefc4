"""What a command says: sentences for an officer, documents for a program, and progress meanwhile."""
