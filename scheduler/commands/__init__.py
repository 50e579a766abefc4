"""The story of each command, one file for each kind: the only package that joins the stages."""
