"""`options.html` and `options.xlsx`: good calendars side by side, to be put to group leaders."""
