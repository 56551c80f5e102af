"""One file per family of measures."""
