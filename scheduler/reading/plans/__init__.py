"""Calendars to be checked or built on: plan.json, a folder that holds one, or a table made by hand."""
