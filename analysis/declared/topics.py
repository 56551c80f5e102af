"""Tables of topics: what they are, where they stand, how stable they are."""

from analysis.declared.declaring import declare

TABLES = (
    declare(
        "topics",
        "topic",
        "topic",
        "label terms size",
        terms=("object", "list of its most telling terms, best first"),
        size=("int64", "number of sentences"),
    ),
    declare("sentence_topics", "sentence", "article_id sentence", "topic probability"),
    declare(
        "topic_stability",
        "method x number of topics x perturbation",
        "method n_topics perturbation",
        "ari npmi smallest runs",
        method=("str", "how sentences were grouped"),
        n_topics=("int64", "number of topics"),
        perturbation=("str", "what was changed between runs"),
        ari=("float64", "mean adjusted Rand index between runs, 1 is identical"),
        npmi=("float64", "mean NPMI coherence of the topics' terms, -1 to 1"),
        smallest=("float64", "sentences in the smallest topic, mean over runs"),
        runs=("int64", "number of runs, on at most 400 sentences taken evenly"),
    ),
    declare(
        "topic_map",
        "sentence",
        "article_id sentence",
        "x y",
        x=("float64", "place on the map, no unit: near means alike"),
        y=("float64", "place on the map, no unit: near means alike"),
    ),
)
