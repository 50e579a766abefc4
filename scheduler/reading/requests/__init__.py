"""What a command line or a small table asks for: bodies, meetings, scenarios, changes of seats."""
