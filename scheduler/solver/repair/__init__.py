"""A published calendar changed as little as can be: minimal perturbation, and people seated anew at fixed dates."""
