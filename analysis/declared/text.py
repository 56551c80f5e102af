"""Tables of the text: sentences, speech, references to the cast."""

from analysis.declared.declaring import declare

TABLES = (
    declare(
        "sentences",
        "sentence",
        "article_id sentence",
        "start end text paragraph heading",
        paragraph=("int64", "number of the paragraph in its article, from 0"),
        heading=("bool", "whether it is the title or a section heading"),
    ),
    declare(
        "voices",
        "stretch of speech",
        "article_id start",
        "end sentence speaker kind cue",
        sentence=("int64", "number of the sentence in which the stretch begins"),
        speaker=("str", "name in the cast, else the words; empty where none is named"),
        kind=("str", "direct (in quotation marks) or indirect"),
        cue=("str", "the word that introduces it, as written; empty where none does"),
    ),
    declare(
        "mentions",
        "reference to an entity",
        "article_id start end",
        "sentence entity surface kind rule",
        kind=("str", "name, nominal or pronoun"),
    ),
)
