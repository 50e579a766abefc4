"""Why there is no plan: necessary conditions, minimal unsatisfiable subsets, minimal correction sets."""
