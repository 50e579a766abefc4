"""Patterns: whole years of one body or meeting day, searched and priced by exact shortest paths; dates of large years.

`network` says what a year is; `statements` reads it off the rules and wishes; `seatings` and `room_sets` add who would
be there and which rooms would do; `shortest_path`, `congestion`, `ejection_chains` and `column_generation` search.
"""
