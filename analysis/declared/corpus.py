"""Tables of the corpus: articles, what cleaning took out, what could not be read, hand codes."""

from analysis.declared.declaring import GRADES, declare

TABLES = (
    declare(
        "articles",
        "article",
        "article_id",
        "outlet outlet_grade title author published url event body words sha256",
        outlet_grade=("str", "how the outlet is known: " + ", ".join(GRADES)),
        title=("str", "headline, empty where there is none"),
        author=("str", "author, empty where unknown"),
        published=("str", "ISO date, or an interval start/end, `..` for an open end"),
        url=("str", "address where the text stands, empty where unknown"),
        event=("str", "the event told; outlets are compared inside one event"),
        body=("str", "the article's text after cleaning"),
        words=("int64", "number of words in `body`"),
        sha256=("str", "SHA-256 of the file as received"),
    ),
    declare(
        "removed",
        "stretch of the received text that cleaning took out",
        "article_id start",
        "end text rule",
        start=("int64", "offset of the first character in the received text"),
        end=("int64", "offset after the last character in the received text"),
    ),
    declare(
        "codes",
        "code",
        "article_id text coder pass measure target",
        "coder_kind value probability",
        text=("str", "the sentence as coded, joined to sentences on it"),
        probability=(
            "float64",
            "chance that the sentence was drawn to be coded; missing where not drawn",
        ),
        coder=("str", "who coded"),
        coder_kind=("str", "person or model"),
        value=("str", "the code given, as in the codebook"),
        **{"pass": ("int64", "which pass of this coder")},
    ),
    declare(
        "skipped",
        "article that could not be read",
        "source",
        "reason",
        source=("str", "file or row"),
        reason=("str", "why it was skipped"),
    ),
)
