"""What share of what scrapers leave does cleaning take out, and what else does it take.

    python benchmarks/cleaning.py --data DIR

reads dirty-pages/scrapes.csv in DIR and the marks beside this file: for each of 55
pages the numbers (from 0, empty lines counted) and hashes of the lines that are not the
article, marked by reading before the rules saw the page. Rules were written on 20 pages
(`develop`) and fixed before 20 more were marked (`held out 1`: precision 1.000, recall
.527, nothing of 9,971 article words lost). Those were then used too, and the rules fixed
again before the last 15 were marked (`held out 2`: precision .968, recall .732, 17 of
10,191 words lost); one change after that took back one of the two wrong lines. Most pages are
of one site, whose lines stand in every part. The rules are compared with themselves
without `repeated`, which looks at an outlet's other pages. One row a part: lines, marked,
taken, precision, recall.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from pathlib import Path

import pandas as pd

from analysis.corpus.cleaning import clean_articles
from analysis.corpus.lines import Line, split_lines

MARKS = Path(__file__).with_name("cleaning_marks.csv")


def read_pages(folder: Path) -> pd.DataFrame:
    """Return the pages as received texts; the domain stands for the outlet."""
    path = folder / "dirty-pages" / "scrapes.csv"
    scrapes = pd.read_csv(path, dtype=str, keep_default_na=False).drop_duplicates("content")
    page = [sha256(text)[:16] for text in scrapes["content"]]
    return pd.DataFrame(
        {
            "article_id": page,
            "outlet": scrapes["domain"],
            "outlet_grade": "stated",
            "title": scrapes["title"],
            "author": scrapes["authors"],
            "published": "",
            "url": scrapes["url"],
            "event": "",
            "text": scrapes["content"],
            "sha256": page,
        }
    )


def mark_lines(pages: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Return one row per line with text of a marked page, and whether it is marked."""
    texts = pages.set_index("article_id")["text"]
    rows = []
    for (page, half), marked in marks.groupby(["page", "half"]):
        lines = split_lines(texts[page])
        wanted = {
            int(n): h
            for n, h in zip(marked["line"], marked["line_sha256"], strict=True)
            if n
        }
        for number, known in wanted.items():
            if sha256(lines[number].text)[:12] != known:
                raise SystemExit(f"Line {number} of page {page} is not the line marked.")
        rows += [_row(page, half, n, line, n in wanted) for n, line in enumerate(lines)]
    found = pd.DataFrame(rows)
    return found[found["words"] > -1]


def _row(page: str, half: str, number: int, line: Line, marked: bool) -> dict[str, object]:
    words = len(line.words) if line.text else -1
    place = {"page": page, "half": half, "line": number, "start": line.start}
    return place | {"words": words, "text": line.text, "marked": marked}


def take(lines: pd.DataFrame, removed: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with the rule that took each, empty where none did."""
    stretches = removed.groupby("article_id")
    rules = [
        next(
            (
                rule
                for start, end, rule in zip(
                    found["start"], found["end"], found["rule"], strict=True
                )
                if start <= row.start < end
            ),
            "",
        )
        for row in lines.itertuples()
        for found in [
            stretches.get_group(row.page) if row.page in stretches.groups else removed[:0]
        ]
    ]
    return lines.assign(rule=rules)


def score(lines: pd.DataFrame) -> dict[str, object]:
    """Return precision and recall of the lines taken, and of their words kept."""
    taken, marked = lines["rule"] != "", lines["marked"]
    right = (taken & marked).sum()
    article = lines.loc[~marked, "words"].sum()
    return {
        "pages": lines["page"].nunique(),
        "lines": len(lines),
        "marked": marked.sum(),
        "taken": taken.sum(),
        "precision": round(right / max(taken.sum(), 1), 3),
        "recall": round(right / max(marked.sum(), 1), 3),
        "article words lost": lines.loc[taken & ~marked, "words"].sum(),
        "of": article,
    }


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    """Print the table, and with --show the lines of the develop half that disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("TELLINGS_DATA"), required=False)
    parser.add_argument("--show", metavar="HALF")
    options = parser.parse_args()
    if not options.data:
        parser.exit(2, "Say where the data is: --data DIR, or TELLINGS_DATA.\n")
    pages = read_pages(Path(options.data))
    lines = mark_lines(pages, pd.read_csv(MARKS, dtype=str, keep_default_na=False))
    alone = pages.assign(outlet=pages["article_id"])
    rows = []
    for name, received in (("all rules", pages), ("without repeated", alone)):
        found = take(lines, clean_articles(received)[1])
        rows += [
            {"rules": name, "half": h, **score(rows_)} for h, rows_ in found.groupby("half")
        ]
        if options.show and name == "all rules":
            show(found[found["half"] == options.show])
    print(pd.DataFrame(rows).to_string(index=False))


def show(lines: pd.DataFrame) -> None:
    """Print every line on which rules and marks disagree."""
    wrong = lines[(lines["rule"] != "") != lines["marked"]]
    for row in wrong.itertuples():
        print(row.page[:8], row.line, row.rule or "missed", "|", row.text[:110])


if __name__ == "__main__":
    main()
