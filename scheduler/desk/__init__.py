"""The officers' web application: a council's year in the browser. It asks `commands`, and nothing below them."""
