"""What `import scheduler` offers to Python programs: questions, and the answers to them."""
