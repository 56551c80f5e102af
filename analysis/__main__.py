"""`python -m analysis` is `tellings`."""

from analysis.cli import main

if __name__ == "__main__":
    main()
