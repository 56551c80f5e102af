"""Tables of labels, of who speaks, of words that shift a mean, and of reuse."""

from analysis.declared.declaring import GRADES, LABELS, declare

_GRADE = ("str", "how the outlet is known: " + ", ".join(GRADES))
_OTHER = "the other article's "

TABLES = (
    declare(
        "labels",
        "phrase that a text uses for a member of the cast, beyond name and pronoun",
        "article_id start entity",
        "end sentence surface head kind connotation voice",
        head=("str", "dictionary form of the word that the phrase is built on"),
        kind=(
            "str",
            "nominal, title, apposition, premodifier, predicate or example",
        ),
        connotation=("str", "from a lexicon of our own: " + ", ".join(LABELS)),
    ),
)
