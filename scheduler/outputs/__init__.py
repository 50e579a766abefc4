"""What is made of a plan: `plan.json`, the workbook, the feeds and the page, and the blank workbook to fill in."""
