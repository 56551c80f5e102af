"""Tables of words: what sets outlets apart, and what they call the event."""

from analysis.declared.declaring import declare

TABLES = (
    declare(
        "namings",
        "wording of the event",
        "article_id start",
        "end sentence surface lemma connotation",
        lemma=("str", "dictionary form of the wording"),
        connotation=("str", "from the codebook: negative, neutral, positive"),
    ),
    declare(
        "keyness",
        "term x side",
        "left right term",
        "n_left n_right log_odds z chi2 g2 log_ratio p q",
        term=("str", "word or phrase"),
        n_left=("int64", "count on the left"),
        n_right=("int64", "count on the right"),
        log_odds=("float64", "difference of the log-odds, natural log"),
        z=("float64", "log_odds over its standard deviation"),
        chi2=("float64", "chi-squared with the sign of log_odds"),
        g2=("float64", "log-likelihood ratio with the sign of log_odds"),
        log_ratio=("float64", "binary log of the ratio of relative frequencies"),
    ),
)
