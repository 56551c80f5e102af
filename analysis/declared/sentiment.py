"""Tables of sentiment: toward each target, corrected by codes, and its test."""

from analysis.declared.declaring import GRADES, declare

TABLES = (
    declare(
        "sentiment",
        "sentence x target referred to in it",
        "article_id sentence entity",
        "negative neutral positive score label uncertain voice",
        negative=("float64", "probability, 0 to 1"),
        neutral=("float64", "probability, 0 to 1"),
        positive=("float64", "probability, 0 to 1"),
        score=("float64", "positive minus negative, -1 to 1"),
        uncertain=("bool", "whether the largest probability is below the model's bar"),
    ),
    declare(
        "corrected",
        "outlet x target x voice x way of estimating",
        "target voice outlet estimate",
        "outlet_grade value low high n n_coded tuning resampled reason note",
        voice=("str", "all, outlet (its own words) or quoted (everyone else's)"),
        estimate=("str", "hand-coded, model, corrected or corrected from a sample"),
        outlet_grade=("str", "how the outlet is known: " + ", ".join(GRADES)),
        value=("float64", "mean sentiment, -1 to 1"),
        low=("float64", "lower end of the 95% interval"),
        high=("float64", "upper end of the 95% interval"),
        n=("int64", "number of sentences that the value speaks of"),
        n_coded=("int64", "number of those that were coded by hand"),
        tuning=("float64", "how far the model is used, 0 (not at all) to 1 (fully)"),
        resampled=("str", "what was resampled for the interval"),
        reason=("str", "why there is no interval, empty where there is one"),
        note=("str", "what else to know of the value, empty where nothing"),
    ),
    declare(
        "behaviour",
        "sentence of the behavioural test that no model has learned from",
        "test",
        "kind expected label confidence",
        test=("str", "name of the test sentence"),
        kind=("str", "what the sentence is there to show"),
        expected=("str", "the label that it should get"),
        label=("str", "the label that the sentiment model gives it"),
        confidence=("float64", "probability of that label, 1/3 to 1"),
    ),
)
