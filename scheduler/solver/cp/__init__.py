"""The constraint model: decisions, constraints, lexicographic objective, hints, redundant constraints, solution."""
