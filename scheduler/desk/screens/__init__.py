"""The screens: a blueprint for each."""

from scheduler.desk.screens.clashes import SCREEN as CLASHES
from scheduler.desk.screens.history import SCREEN as HISTORY
from scheduler.desk.screens.overview import SCREEN as OVERVIEW
from scheduler.desk.screens.year import SCREEN as YEAR

SCREENS = (OVERVIEW, YEAR, CLASHES, HISTORY)
