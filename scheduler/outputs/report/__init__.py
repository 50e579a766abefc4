"""The report by which a council approves its calendar: what it says, counted from the plan, and as a Word document."""
