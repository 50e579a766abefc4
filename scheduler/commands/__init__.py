"""What a user can ask, one file for each thing: the only package that joins the stages."""
