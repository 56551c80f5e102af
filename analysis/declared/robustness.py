"""Tables of robustness: every comparison under every choice, and what it comes to."""

from analysis.declared.declaring import declare

TABLES = (
    declare(
        "robustness",
        "comparison x universe, a combination of choices",
        "measure target left right universe",
        "difference model unit voices headings mentions aggregation topics topic_seed "
        "threshold forms negated speech sources wordings",
        universe=("int64", "number of the combination; 0 is the usual one"),
        model=("str", "which model reads; as every choice empty where there is none"),
        unit=("str", "of what the mean is taken: sentences, mentions, words, paragraphs"),
        voices=("str", "whose words count"),
        headings=("str", "left out or included"),
        mentions=("str", "which references count: all or names only, for instance"),
        aggregation=("str", "how the values of sentences become one number"),
        topics=("str", "number of topics: as chosen, one fewer, one more"),
        topic_seed=("str", "which of four seeds the topics are found with"),
        threshold=("str", "from which score on a sentence is counted"),
        forms=("str", "which actions count: all, verbs, active verbs"),
        negated=("str", "actions said not to happen: left out or included"),
        speech=("str", "direct and indirect, or direct only"),
        sources=("str", "of speech: all, or the cast only"),
        wordings=("str", "all, or each once in an article"),
    ),
    declare(
        "robustness_summary",
        "comparison",
        "measure target left right",
        "difference universes agree lowest median highest flipped_by",
        universes=("int64", "number of combinations of choices that give a difference"),
        agree=("float64", "share of them with the sign of the usual one, 0 to 1"),
        lowest=("float64", "smallest difference of all universes"),
        median=("float64", "median difference of all universes"),
        highest=("float64", "largest difference of all universes"),
        flipped_by=("str", "options that turn the sign, alone or in most universes"),
    ),
    declare(
        "robustness_choices",
        "comparison x choice x option",
        "measure target left right choice option",
        "universes agree alone turns flips",
        choice=("str", "a column of robustness that holds a choice"),
        option=("str", "what is chosen"),
        universes=("int64", "number of universes with this option and a difference"),
        agree=("float64", "share of them with the sign of the usual difference, 0 to 1"),
        alone=("float64", "the difference with all other choices as usual"),
        turns=("bool", "whether alone has the other sign than the usual difference"),
        flips=(
            "bool",
            "whether it turns, or most of its universes do where those of the usual do not",
        ),
    ),
)
