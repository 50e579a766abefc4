"""`tables/`: the lunch tables of a year as facts, workbook, page with pictures, and place cards."""
