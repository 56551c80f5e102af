"""Tables of claims: what is said, by whom, where, and what is left out."""

from analysis.declared.declaring import declare

TABLES = (
    declare(
        "statement_scores",
        "statement x sentence",
        "statement article_id sentence",
        "text score supported",
        statement=("str", "the statement as given"),
        score=("float64", "0 to 1, roughly the chance that the sentence carries it"),
        supported=("bool", "whether the score reaches the threshold"),
    ),
)
