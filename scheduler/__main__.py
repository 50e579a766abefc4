"""`python -m scheduler` is `meeting-day`."""

from scheduler.cli import main

main()
