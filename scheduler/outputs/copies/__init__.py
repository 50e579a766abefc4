"""An officer's workbook copied with changes: its parts are spliced where something changes, and else the same bytes."""
