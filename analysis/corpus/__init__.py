"""Anything that holds articles -> articles and what cleaning removed."""
