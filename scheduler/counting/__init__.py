"""Supply against demand, by plain counts: what there is provably too little of, said before anything is solved."""

from scheduler.counting.shortages import Shortage, shortages

__all__ = ["Shortage", "shortages"]
