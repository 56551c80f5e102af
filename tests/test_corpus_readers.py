"""Reading a corpus: folders, tables, pages, and what is said when they are bad."""

import hashlib
import json
import os

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import outlet_label
from analysis.corpus.html import read_html
from analysis.corpus.language import describe_language
from analysis.corpus.readers import read_corpus
from analysis.errors import InputError

TEXT = "Acme closes two of its plants, and the workers were told on Monday."


def said(source):
    with pytest.raises(InputError) as caught:
        read_corpus(source)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def fill(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def listing(folder, *rows, columns="file,outlet"):
    (folder / "articles.csv").write_text("\n".join([columns, *rows]), "utf-8")
    return folder


def test_folder_without_a_list(tmp_path):
    fill(tmp_path, a_dot_txt=TEXT, sub__b_dot_html=f"<p>{TEXT}</p>", README_dot_txt="No.")
    (tmp_path / "ü ber.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode() + b"\r\nTwo.")
    received = read_corpus(tmp_path).received
    assert received["article_id"].tolist() == ["a", "b", "ü ber"]
    assert received["outlet"].tolist() == ["a", "b", "ü ber"]
    assert set(received["outlet_grade"]) == {"unknown"}
    assert received["text"].tolist() == [TEXT, TEXT, TEXT + "\r\nTwo."]
    own = (tmp_path / "ü ber.txt").read_bytes()
    assert received["sha256"][2] == hashlib.sha256(own).hexdigest()


def test_folder_with_a_list(tmp_path):
    fill(tmp_path, articles__a_dot_txt=TEXT, b_dot_txt=TEXT)
    row = f"a.txt,The Daily,matched,A title,{hashlib.sha256(TEXT.encode()).hexdigest()}"
    columns = "file,outlet,outlet_grade,title,sha256"
    corpus = read_corpus(listing(tmp_path, row, "b.txt,,,,", columns=columns))
    first, second = corpus.received.to_dict("records")
    assert (first["outlet"], first["outlet_grade"]) == ("The Daily", "matched")
    assert (first["title"], first["author"], first["published"]) == ("A title", "", "")
    assert (second["outlet"], second["outlet_grade"]) == ("b", "unknown")
    assert corpus.skipped.empty


def test_bad_articles_among_good_ones_are_skipped(tmp_path):
    fill(
        tmp_path,
        good_dot_txt=TEXT,
        empty_dot_txt=" \n",
        latin_dot_txt=b"caf\xe9 " + TEXT.encode(),
        nul_dot_txt=TEXT.encode() + b"\0",
        png_dot_txt=b"\x89PNG\r\n\x1a\n\0\0",
        wide_dot_txt=TEXT.encode("utf-16"),
        german_dot_txt="Die Firma schließt zwei Werke, und das ist nicht gut für die Stadt.",
        script_dot_txt="Компания закрывает два завода",
        nothing_dot_html="<script>var a = 1</script>",
    )
    corpus = read_corpus(tmp_path)
    assert corpus.received["article_id"].tolist() == ["good"]
    assert dict(corpus.skipped.to_numpy().tolist()) == {
        "empty.txt": "empty",
        "german.txt": "not English (looks like German)",
        "latin.txt": "not UTF-8 at byte 3; save it as UTF-8",
        "nothing.html": "empty",
        "nul.txt": f"binary, not text (NUL at character {len(TEXT)})",
        "png.txt": "binary, not text",
        "script.txt": "not English (another script)",
        "wide.txt": "UTF-16, not UTF-8; save it as UTF-8",
    }


def test_missing_file_of_a_list_is_skipped(tmp_path):
    fill(tmp_path, a_dot_txt=TEXT)
    skipped = read_corpus(listing(tmp_path, "a.txt,A", "no.txt,B")).skipped
    assert skipped.to_numpy().tolist() == [["no.txt", "missing"]]


def test_nothing_left(tmp_path):
    fill(tmp_path, a_dot_txt="")
    assert said(tmp_path).endswith("holds no article that can be used (a.txt: empty).")


def test_no_corpus(tmp_path):
    assert said(tmp_path / "no").startswith(f"There is no corpus at {tmp_path / 'no'}.")
    assert said("x" * 300).startswith("There is no corpus at x")
    assert "holds no articles; put .txt or .html files into it" in said(tmp_path)
    fill(tmp_path, story_dot_docx=b"PK")
    assert "is of no kind that can be read" in said(tmp_path / "story.docx")


@pytest.mark.parametrize("name", ["../out.txt", "/etc/hostname", "sub/../../out.txt"])
def test_a_list_names_nothing_outside_its_folder(tmp_path, name):
    fill(tmp_path, out_dot_txt=TEXT, in__a_dot_txt=TEXT)
    assert "lies outside" in said(listing(tmp_path / "in", f"{name},A", "a.txt,B"))


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_out_of_the_folder(tmp_path):
    fill(tmp_path, out_dot_txt=TEXT, in__a_dot_txt=TEXT)
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "out.txt")
    skipped = read_corpus(tmp_path / "in").skipped
    assert skipped.to_numpy().tolist() == [["b.txt", "a link out of the folder"]]
    assert "lies outside" in said(listing(tmp_path / "in", "b.txt,B"))


@pytest.mark.parametrize(
    ("rows", "columns", "words"),
    [
        (["a.txt,A"], "name,outlet", "lacks column 'file' (has: name, outlet)"),
        (["a.txt"], "file", "lacks column 'outlet' (has: file)"),
        (["a.txt,A", "sub/a.txt,B"], "file,outlet", "article_id 'a' stands twice"),
        (
            ["a.txt,A,sure"],
            "file,outlet,outlet_grade",
            "has outlet_grade 'sure'; use one of",
        ),
        (["a.txt,A,00ff"], "file,outlet,sha256", "a.txt was changed: its SHA-256 begins"),
        ([",A"], "file,outlet", "has a row without a file"),
    ],
)
def test_a_bad_list(tmp_path, rows, columns, words):
    fill(tmp_path, a_dot_txt=TEXT, sub__a_dot_txt=TEXT)
    assert words in said(listing(tmp_path, *rows, columns=columns))


def test_two_files_of_one_stem(tmp_path):
    fill(tmp_path, a_dot_txt=TEXT, sub__a_dot_txt=TEXT)
    assert "article_id 'a' stands twice (a.txt and sub/a.txt); rename one." in said(
        tmp_path
    )


def test_tables_of_every_kind_give_the_same_articles(tmp_path):
    texts = [TEXT, f'{TEXT}\nShe said "no",\n\nand it was the end.']
    frame = pd.DataFrame({"id": ["x", "y"], "outlet": ["A", "B"], "body": texts})
    frame.to_csv(tmp_path / "c.csv", index=False)
    frame.to_parquet(tmp_path / "c.parquet")
    frame.to_json(tmp_path / "c.jsonl", orient="records", lines=True)
    expected = read_corpus(frame).received
    assert expected["text"].tolist() == texts
    assert expected["article_id"].tolist() == ["x", "y"]
    assert set(expected["outlet_grade"]) == {"stated"}
    for name in ("c.csv", "c.parquet", "c.jsonl"):
        pd.testing.assert_frame_equal(read_corpus(tmp_path / name).received, expected)


def test_rows_without_a_name_are_numbered_and_missing_cells_are_empty():
    frame = pd.DataFrame({"text": [TEXT, None, TEXT], "title": [None, "x", float("nan")]})
    corpus = read_corpus(frame)
    assert corpus.received["article_id"].tolist() == ["0", "2"]
    assert corpus.received["title"].tolist() == ["", ""]
    assert corpus.skipped["reason"].tolist() == ["empty"]


def test_a_broken_line_of_json_lines_is_skipped(tmp_path):
    fill(tmp_path, c_dot_jsonl=json.dumps({"text": TEXT}) + "\n{oops\n[1]\n")
    corpus = read_corpus(tmp_path / "c.jsonl")
    assert len(corpus.received) == 1
    assert corpus.skipped["reason"].tolist() == [
        "line 2 is no JSON object",
        "line 3 is no JSON object",
    ]


def test_a_column_called_reason_is_the_users_own(tmp_path):
    fill(tmp_path, c_dot_csv=f'text,line,reason\n"{TEXT}",3,because\n')
    assert read_corpus(tmp_path / "c.csv").received["text"].tolist() == [TEXT]
    good = json.dumps({"body": TEXT, "line": "3", "reason": "because"})
    fill(tmp_path, c_dot_jsonl=f"{good}\n{{oops\n{{}}\n")
    corpus = read_corpus(tmp_path / "c.jsonl")
    assert corpus.received["text"].tolist() == [TEXT]
    reasons = ["line 2 is no JSON object", "empty"]
    assert corpus.skipped["reason"].tolist() == reasons


def test_text_as_bytes_is_decoded(tmp_path):
    frame = pd.DataFrame({"text": [TEXT.encode(), b"caf\xe9"], "outlet": [b"A", b"B"]})
    frame.to_parquet(tmp_path / "c.parquet")
    for source in (frame, tmp_path / "c.parquet"):
        corpus = read_corpus(source)
        assert corpus.received[["text", "outlet"]].to_numpy().tolist() == [[TEXT, "A"]]
        assert corpus.skipped["reason"].tolist() == [
            "not UTF-8 at byte 3; save it as UTF-8"
        ]


def test_a_frame_has_one_name_for_each_column():
    frame = pd.DataFrame([[TEXT, TEXT]], columns=["text", "text"])
    assert said(frame) == "The corpus has two columns 'text'. Give each its own name."
    frame.columns = pd.MultiIndex.from_tuples([("text", "a"), ("text", "b")])
    assert said(frame) == "The corpus has 2 rows of column names. Give it one."


@pytest.mark.skipif(os.name == "nt", reason="links and pipes need a right on Windows")
def test_what_cannot_be_opened_is_listed(tmp_path):
    fill(tmp_path, a_dot_txt=TEXT, **{"dir.txt__a.txt/dir": TEXT})
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "none.txt")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    corpus = read_corpus(tmp_path)
    assert corpus.received["article_id"].tolist() == ["a"]
    assert dict(corpus.skipped.to_numpy().tolist()) == {
        "dir.txt": "a folder, not a file",
        "dir.txt/a.txt": "a folder, not a file",
        "gone.txt": "a link that leads to no file",
        "pipe.txt": "no regular file",
        "round.txt": "a link that leads to no file",
    }


def test_the_report_of_a_run_is_no_article(tmp_path):
    fill(tmp_path, a_dot_txt=TEXT, result__report_dot_html=f"<p>{TEXT}</p>")
    assert read_corpus(tmp_path).received["article_id"].tolist() == ["a", "report"]
    fill(tmp_path, result__tables__articles_dot_parquet=b"")
    corpus = read_corpus(tmp_path)
    assert corpus.received["article_id"].tolist() == ["a"]
    assert corpus.skipped.empty


def test_controls_in_what_is_said_of_an_article_are_blanks(tmp_path):
    name = "The\u202e \u2067Daily\a"
    frame = pd.DataFrame({"text": [TEXT], "outlet": [name], "title": ["One\n two  three"]})
    row = read_corpus(frame).received.iloc[0]
    assert (row["outlet"], row["title"]) == ("The Daily", "One two three")
    page = f'<meta property="og:site_name" content="{name}"><p>{TEXT}</p>'
    assert read_corpus(fill(tmp_path, a_dot_html=page)).received["outlet"][0] == "The Daily"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("c.csv", b"title\nx", "lacks column 'text' (has: title)"),
        ("c.csv", b"", "cannot be read: empty"),
        ("c.csv", b"text\ncaf\xe9", "not UTF-8 at byte 8"),
        ("c.csv", b'text\n"a\nb', "is no CSV that can be read"),
        (
            "c.csv",
            b"text,outlet\nthe a,A,1\nthe b,B,2",
            "Expected 2 fields in line 2, saw 3",
        ),
        ("c.csv", b"text,text\nthe a,the b", "c.csv: There are two columns 'text'"),
        ("c.parquet", b"no", "is no Parquet file that can be read"),
        ("c.jsonl", b"\xff\xfe{\0", "UTF-16, not UTF-8"),
        ("c.jsonl", b"{oops", "line 1 is no JSON object"),
        ("c.csv", b"id,text\n1,the a\n1,the b", "article_id '1' stands twice"),
    ],
)
def test_a_bad_table(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    assert words in said(tmp_path / name)


def test_half_a_character_is_skipped():
    corpus = read_corpus(pd.DataFrame({"text": [TEXT, "a \ud800 b"]}, dtype=object))
    assert corpus.skipped["reason"].tolist() == [
        "holds half a character (a lone surrogate)"
    ]


PAGE = """<!doctype html><html><head><title>Acme closes</title>
<meta property="og:site_name" content="The Daily"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2025-11-11T09:00"><style>p{}</style></head>
<body><header>Menu</header><nav>Home</nav><article><h1>Acme closes</h1><!-- no -->
<p>Acme closes two of <b>its</b>
plants.<br>It was   said &amp; done by the chief.</p><script>alert("x")</script>
<ul><li>One</li><li>Two</li></ul></article><footer>Imprint</footer></body></html>"""


def test_page_gives_lines_and_what_its_head_says(tmp_path):
    page = read_html(PAGE)
    assert page.text.split("\n") == [
        "Acme closes",
        "Acme closes two of its plants.",
        "It was said & done by the chief.",
        "One",
        "Two",
    ]
    row = read_corpus(fill(tmp_path, a_dot_html=PAGE)).received.iloc[0]
    assert (row["outlet"], row["outlet_grade"]) == ("The Daily", "stated")
    assert (row["title"], row["author"]) == ("Acme closes", "Ann Lee")
    assert row["published"] == "2025-11-11T09:00"


@given(st.text(alphabet="<>/ap!-\"'= &;\n", max_size=60))
def test_any_page_is_read(source):
    assert "\n\n" not in read_html(source).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Meta grows.", ""),
        (TEXT, ""),
        ("L’entreprise ferme deux usines dans le nord et les ouvriers sont là.", "French"),
        ("De fabriek is niet van het bedrijf en ook niet voor de stad.", "Dutch"),
        ("La empresa cierra dos fábricas en el norte y los obreros lo saben.", "Spanish"),
        (" ".join(["tabula"] * 30), "0 of 30 words"),
        ("1, 2, 3", "holds no words"),
        ("LeCun, the New York University professor", ""),
    ],
)
def test_language(text, words):
    found = describe_language(text)
    assert words in found
    assert bool(found) == bool(words)


def test_label_of_an_outlet():
    assert outlet_label("Banandre", "matched") == "Banandre (matched)"
    assert outlet_label("x", "") == "x (unknown)"
