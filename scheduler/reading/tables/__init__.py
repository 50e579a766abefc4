"""Workbooks and folders of CSV files as tables of cells, and what each cell means."""
