"""How claims are found: statements tracked, propositions proposed, and both by outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.recipes.recipe import Frames, Recipe

if TYPE_CHECKING:
    from analysis.story import Story


def _claims(story: Story) -> Frames:
    from analysis.measures.claim_grid import PROPOSED, TRACKED, number_claims
    from analysis.measures.claim_proposals import propose_claims

    sentences, mentions = story.table("sentences"), story.table("mentions")
    found = {
        TRACKED: _tracked(story),
        PROPOSED: propose_claims(
            sentences,
            mentions,
            story.cast,
            codebook=story.codebook,
            namings=story.table("namings"),
        ),
    }
    return number_claims(found, story.table("articles"))


def _tracked(story: Story) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the statements of claims.csv as claims, with the sentences that carry them."""
    from analysis.measures.claim_scores import name_event, score_statements

    listed = pd.DataFrame({"statement": list(story.statements)}, dtype="str")
    claims = listed.assign(claim=range(len(listed)))
    scores = score_statements(
        story.statements, story.table("sentences"), story.table("mentions"), story.cast
    )
    carried = scores[scores["supported"]].merge(claims, on="statement")
    found = carried.rename(columns={"score": "similarity"})
    named = name_event(claims, story.codebook, story.table("namings"))
    both = pd.concat([named, found[named.columns]])
    return claims, both.drop_duplicates(["claim", "article_id", "sentence"])


def _grid(story: Story) -> Frames:
    from analysis.measures.claim_grid import lay_out_grid
    from analysis.measures.claim_omissions import count_claims, find_omissions

    claims, support, sentences, articles = map(
        story.table, ("claims", "claim_support", "sentences", "articles")
    )
    grid = lay_out_grid(claims, support, sentences, articles)
    counts = count_claims(grid, support, sentences, articles, seed=story.seed)
    return grid, find_omissions(claims, grid), counts


def _contradictions(story: Story) -> Frames:
    from analysis.measures.contradictions import find_contradictions

    return (
        find_contradictions(story.table("sentences"), story.table("mentions"), story.cast),
    )


RECIPES = (
    Recipe(("claims", "claim_support"), _claims),
    Recipe(("claim_grid", "omissions", "claim_counts"), _grid),
    Recipe(("contradictions",), _contradictions),
)
