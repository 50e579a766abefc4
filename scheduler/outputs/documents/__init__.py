"""Word documents that anybody can read, by screen readers too, and edit: their styles, making, and PDF of them."""
