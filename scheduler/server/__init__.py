"""The site of a plan, answered from memory: every page is prepared when the plan is read, none when it is asked for."""
