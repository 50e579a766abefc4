"""`python -m scheduler` is `meeting-day`."""

from scheduler.cli import main

if __name__ == "__main__":  # a process that `sweep` starts loads this file too, under another name
    main()
