"""What day is this? Public holidays, closed days, working and clear days: functions of a date and the input."""
