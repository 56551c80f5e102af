"""How agency and power are made: who does what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.recipes.recipe import Frames, Recipe

if TYPE_CHECKING:
    from analysis.story import Story


def _actions(story: Story) -> Frames:
    from analysis.measures.actions import find_actions

    return (find_actions(story.table("sentences"), story.table("mentions"), story.cast),)


RECIPES = (Recipe(("actions",), _actions),)
