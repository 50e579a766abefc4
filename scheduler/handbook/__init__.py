"""The handbook: pages of Markdown beside this file, read, found and searched, for a terminal, the desk and the site."""
