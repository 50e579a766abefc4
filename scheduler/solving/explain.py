def explain(problem, clock):
    return "INFEASIBLE"
