"""`python -m analysis` is `tellings`."""

import sys

if __name__ == "__main__":
    try:
        from analysis.cli import main
    except ModuleNotFoundError as error:
        if str(error.name).startswith("analysis"):
            raise
        sys.exit(
            f"tellings: this Python lacks the package {error.name}. `python3 run.py setup` makes "
            "the environment .venv; use its tellings or its python."
        )
    main()
