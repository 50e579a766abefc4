"""The screens: a blueprint for each."""

from scheduler.desk.screens.overview import SCREEN as OVERVIEW

SCREENS = (OVERVIEW,)
