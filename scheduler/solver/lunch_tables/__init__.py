"""Lunch tables: the social golfer problem with groups, by annealing, counting bounds and CP-SAT."""
