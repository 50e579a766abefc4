"""The search strategy: construction, neighbourhoods, large neighbourhood search, bounds, decomposition."""
