"""Tables of agency and power: who does what to whom."""

from analysis.declared.declaring import declare

TABLES = (
    declare(
        "actions",
        "verb, or noun of an event, in which a member of the cast acts or is acted on",
        "article_id start",
        "end sentence agent verb patient agency power form negated",
        start=("int64", "offset of the verb's first character in `body`"),
        end=("int64", "offset after the verb, or after its particle, in `body`"),
        agent=(
            "str",
            "who acts: names in the cast, joined by '; ', else the head word; empty where "
            "not said",
        ),
        verb=("str", "dictionary form with its particle; of a noun that of its verb"),
        patient=("str", "whom or what it acts on, as agent"),
        agency=(
            "float64",
            "1 where the verb's subject decides and drives, -1 where it undergoes, waits "
            "or fails, else 0; missing where the lexicon lacks the verb",
        ),
        power=(
            "str",
            "whom the verb places above the other: agent, theme (the patient), equal; "
            "empty where the lexicon lacks the verb",
        ),
        form=("str", "active, passive or noun"),
        negated=("bool", "whether it is said not to happen"),
    ),
)
