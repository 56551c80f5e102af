"""How each table of a story is made: one pure function each, wired here by family."""

from analysis.recipes import (
    actions,
    claims,
    comparing,
    frames,
    robustness,
    sentiment,
    speech,
    text,
    words,
)
from analysis.recipes.recipe import Recipe

__all__ = ["RECIPES", "Recipe"]

_FAMILIES = (
    text,
    sentiment,
    words,
    actions,
    claims,
    frames,
    speech,
    comparing,
    robustness,
)

RECIPES: dict[str, Recipe] = {
    name: recipe
    for family in _FAMILIES
    for recipe in family.RECIPES
    for name in recipe.makes
}
