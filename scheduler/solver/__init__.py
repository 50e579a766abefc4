"""Finding the year: the only folder that knows the solver."""
