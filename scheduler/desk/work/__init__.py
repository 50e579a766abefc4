"""What is heavy is done in child processes, so that pages stay quick and a crash costs one answer."""
