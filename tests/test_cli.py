import os
import re
import subprocess
import sys

import pandas as pd
import pytest

from analysis.cli import main
from analysis.errors import InputError
from analysis.files import require_file, require_folder, write_table

CAST = (
    '[[entity]]\nname = "Acme"\nkind = "organisation"\ntarget = true\naliases = ["Acme"]\n'
)


def call(monkeypatch, capsys, *arguments):
    """Run the command line in this process; return exit code, output and errors."""
    monkeypatch.setattr(sys, "argv", ["tellings", *map(str, arguments)])
    try:
        main()
        code = 0
    except SystemExit as stop:
        code = stop.code or 0
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "my story"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "Acme wins praise. Acme grew fast.\nIt is well liked.\n", "utf-8"
    )
    (folder / "two.txt").write_text(
        "Acme failed. Critics blamed Acme for its loss.\n", "utf-8"
    )
    return folder


def refused(monkeypatch, capsys, *arguments):
    """Assert exit code 2 and one sentence without a traceback; return the sentence."""
    code, _, error = call(monkeypatch, capsys, *arguments)
    assert code == 2
    assert "Traceback" not in error
    return error


def test_run_makes_tables_figures_and_a_report(monkeypatch, capsys, corpus, tmp_path):
    out = tmp_path / "result"
    (corpus / "empty.txt").write_text("", "utf-8")
    code, said, error = call(
        monkeypatch, capsys, "run", corpus, "--out", out, "--target", "Acme=Acme"
    )
    assert code == 0
    assert "skipped" in error
    assert "empty.txt" in error
    mentions = pd.read_csv(out / "tables" / "mentions.csv")
    assert set(mentions["entity"]) == {"Acme"}
    assert pd.read_parquet(out / "tables" / "sentences.parquet").shape[0] == 5
    assert (out / "figures" / "articles.svg").stat().st_size > 1000
    assert "<h1>2 tellings" in (out / "report.html").read_text("utf-8")
    assert "not drawn" in said
    page = (out / "report.html").read_text("utf-8")
    listed = set(re.findall(r"tables/(\w+)\.csv", page))
    assert listed == {path.stem for path in (out / "tables").glob("*.csv")}
    assert not list(tmp_path.glob(".result*"))


def test_copies_are_said(monkeypatch, capsys, corpus, tmp_path):
    out = tmp_path / "out"
    text = "Acme wins praise. Acme grew fast.\nIt is well liked.\n"
    (corpus / "three.txt").write_text(text.replace("praise.", "praise!"), "utf-8")
    code, _, error = call(monkeypatch, capsys, "run", corpus, "--out", out)
    page = (out / "report.html").read_text("utf-8")
    assert code == 0
    assert "one and three are nearly the same text (100%" in error
    assert "two" not in error
    assert "one and three are nearly" in page
    assert "sentiment: whose words they are" in page


def test_a_report_escapes_the_corpus(monkeypatch, capsys, tmp_path):
    frame = pd.DataFrame(
        {
            "text": [
                "<script>alert(1)</script> Acme grew last year.",
                "Acme failed again today.",
            ],
            "outlet": ["<b>A</b>", "B"],
        }
    )
    frame.to_csv(tmp_path / "in.csv", index=False)
    code, _, _ = call(
        monkeypatch, capsys, "run", tmp_path / "in.csv", "--out", tmp_path / "out"
    )
    assert code == 0
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "<script>" not in page
    assert "<b>A</b>" not in page


def test_a_corpus_that_is_not_there(monkeypatch, capsys, tmp_path):
    error = refused(monkeypatch, capsys, "run", tmp_path / "no", "--out", tmp_path / "out")
    assert "no" in error
    assert not (tmp_path / "out").exists()


def test_a_cast_with_clashing_aliases(monkeypatch, capsys, corpus, tmp_path):
    cast = tmp_path / "cast.toml"
    cast.write_text(CAST + CAST.replace('name = "Acme"', 'name = "Other"'), "utf-8")
    error = refused(
        monkeypatch, capsys, "run", corpus, "--out", tmp_path / "out", "--cast", cast
    )
    assert "Acme" in error
    assert "Other" in error
    assert not (tmp_path / "out").exists()


def test_a_target_never_mentioned(monkeypatch, capsys, corpus, tmp_path):
    error = refused(
        monkeypatch,
        capsys,
        "run",
        corpus,
        "--out",
        tmp_path / "out",
        "--target",
        "Zeta=Zeta",
    )
    assert "Zeta" in error
    assert "never mentioned" in error


def test_unknown_figure(monkeypatch, capsys):
    error = refused(monkeypatch, capsys, "figures", "--only", "pie")
    assert "no figure 'pie' (has: articles" in error


def test_counts_without_their_columns(monkeypatch, capsys, tmp_path):
    (tmp_path / "counts.csv").write_text("group,word,count\nA,x,1\n", "utf-8")
    out = tmp_path / "out.csv"
    error = refused(
        monkeypatch, capsys, "keyness", tmp_path / "counts.csv", "--left", "A", "--out", out
    )
    assert "lacks column 'term' (has: group, word, count)" in error
    assert not out.exists()


def test_keyness_writes_the_declared_table(monkeypatch, capsys, tmp_path):
    (tmp_path / "c.csv").write_text(
        "group,term,count\nA,x,9\nA,y,1\nB,x,1\nB,y,9\n", "utf-8"
    )
    out = tmp_path / "out.csv"
    code, _, _ = call(
        monkeypatch, capsys, "keyness", tmp_path / "c.csv", "--left", "A", "--right", "B",
        "--variance", "full", "--prior", "0.01", "--out", out,
    )  # fmt: skip
    table = pd.read_csv(out).set_index("term")
    assert code == 0
    assert table.loc["x", "log_odds"] > 0 > table.loc["y", "log_odds"]
    assert table.loc["x", "right"] == "B"


def test_sentiment_keeps_rows_and_columns_in_order(monkeypatch, capsys, tmp_path):
    (tmp_path / "in.csv").write_text(
        'id,text,start,end\n7,"Acme was praised.",0,4\n3,"Critics blamed Acme.",15,19\n',
        "utf-8",
    )
    out = tmp_path / "out.csv"
    code, _, _ = call(monkeypatch, capsys, "sentiment", tmp_path / "in.csv", "--out", out)
    table = pd.read_csv(out)
    assert code == 0
    assert table["id"].tolist() == [7, 3]
    assert list(table.columns[:4]) == ["id", "text", "start", "end"]
    assert set(table["label"]) <= {"negative", "neutral", "positive"}
    assert table[["negative", "neutral", "positive"]].sum(axis=1).round(2).eq(1).all()


def test_a_sample_filled_in_validates(monkeypatch, capsys, corpus, tmp_path):
    sheet, out = tmp_path / "sheet.csv", tmp_path / "scores"
    target = ("--target", "Acme=Acme")
    drawing = ("sample", corpus, "--n", 4, "--out", sheet, *target)
    code, said, _ = call(monkeypatch, capsys, *drawing)
    assert code == 0
    assert said.startswith("4 sentences, 4 rows in ")
    assert "is there already" in refused(monkeypatch, capsys, *drawing)
    drawn = pd.read_csv(sheet)
    checking = ("validate", corpus, "--codes", sheet, "--out", out, *target)
    assert "no codes" in refused(monkeypatch, capsys, *checking)
    drawn.assign(sentiment="1").to_csv(sheet, index=False)
    code, said, _ = call(monkeypatch, capsys, *checking, "--floor", "1")
    assert code == 1
    assert "is below the floor, 1.00" in said
    assert (out / "disagreements.csv").exists()
    code, said, _ = call(monkeypatch, capsys, *checking, "--floor", "0")
    assert code == 0
    assert said.startswith("sentiment: macro-F1 ")


def test_a_sample_of_all_there_is_says_so_and_tells_copies(
    monkeypatch, capsys, corpus, tmp_path
):
    text = "Acme grew fast in the north of the country, and its rivals looked on. " * 8
    for name in ("three", "four"):
        (corpus / f"{name}.txt").write_text(text, "utf-8")
    drawing = ("sample", corpus, "--out", tmp_path / "s.csv", "--target", "Acme=Acme")
    code, said, error = call(monkeypatch, capsys, *drawing)
    assert code == 0
    assert "(all there are; 200 were asked for)" in said.splitlines()[0]
    assert "four" in error
    assert "three" in error


def test_a_sheet_without_sentiment_ends_with_1(monkeypatch, capsys, corpus, tmp_path):
    sheet, target = tmp_path / "sheet.csv", ("--target", "Acme=Acme")
    call(monkeypatch, capsys, "sample", corpus, "--out", sheet, *target)
    pd.read_csv(sheet).assign(voice="outlet").to_csv(sheet, index=False)
    code, said, _ = call(monkeypatch, capsys, "validate", corpus, "--codes", sheet, *target)
    assert code == 1
    assert "sentiment was not scored: there is no code of it" in said
    missing = ("validate", corpus, "--codes", tmp_path / "none.csv", *target)
    assert "There is no file of codes at" in refused(monkeypatch, capsys, *missing)


def test_figures_of_a_story_told_by_a_target(monkeypatch, capsys, corpus, tmp_path):
    chosen = ("--only", "who-is-mentioned", "--corpus", corpus, "--out", tmp_path / "out")
    code, said, _ = call(monkeypatch, capsys, "figures", *chosen, "--target", "Acme=Acme")
    assert code == 0
    assert said == f"1 figure in {tmp_path / 'out'}\n"


def test_a_check_of_figures_says_what_differs_and_what_was_not_compared(
    monkeypatch, capsys, corpus, tmp_path
):
    chosen = ("--only", "articles", "--corpus", corpus, "--out", tmp_path)
    assert call(monkeypatch, capsys, "figures", *chosen)[0] == 0
    check = ("figures", "--check", *chosen)
    code, said, _ = call(monkeypatch, capsys, *check)
    assert (code, said) == (0, f"no differences in {tmp_path}\n")
    picture = tmp_path / "articles.svg"
    picture.write_text("", "utf-8")
    code, said, _ = call(monkeypatch, capsys, *check)
    assert (code, said) == (
        1,
        f"{picture}: the picture differs\n1 difference in {tmp_path}\n",
    )
    monkeypatch.setattr("analysis.figures.checking.find_processor", lambda: "other")
    code, said, _ = call(monkeypatch, capsys, *check)
    assert code == 0
    assert "on another kind of processor" in said
    assert "pictures were not compared" in said


def test_a_sample_of_nothing(monkeypatch, capsys, corpus, tmp_path):
    drawing = ("sample", corpus, "--out", tmp_path / "s.csv")
    assert "No sentence refers to a target" in refused(monkeypatch, capsys, *drawing)
    few = (*drawing, "--n", "1", "--target", "Acme=Acme")
    assert "--n is 1, fewer than the 2 outlets" in refused(monkeypatch, capsys, *few)


def test_a_row_beyond_its_text(monkeypatch, capsys, tmp_path):
    (tmp_path / "in.csv").write_text("text,start,end\nAcme.,0,99\n", "utf-8")
    error = refused(
        monkeypatch, capsys, "sentiment", tmp_path / "in.csv", "--out", tmp_path / "o.csv"
    )
    assert "99" in error
    assert not (tmp_path / "o.csv").exists()


PLACES = {
    "figures": [],
    "run": ["--target", "Acme=Acme"],
    "sample": ["--target", "Acme=Acme"],
    "claims": ["--statements", "statements.txt"],
    "validate": ["--codes", "codes.csv"],
    "sentiment": [],
    "keyness": ["--left", "a"],
}


@pytest.mark.parametrize("command", PLACES)
def test_a_place_that_cannot_be_written_is_said_before_the_work(
    monkeypatch, capsys, corpus, tmp_path, command
):
    def fail(*_, **__):
        raise AssertionError("the work began")

    monkeypatch.setattr("analysis.opening.open_story", fail)
    monkeypatch.setattr("analysis.models.label.read_rows", fail)
    monkeypatch.setattr("analysis.measures.counts.read_counts", fail)
    monkeypatch.setattr("analysis.measures.claim_scores.read_statements", fail)
    (tmp_path / "file").write_text("x", "utf-8")
    out = tmp_path / "file" / "inside"
    told = ["--corpus", corpus] if command == "figures" else [corpus]
    error = refused(monkeypatch, capsys, command, *told, "--out", out, *PLACES[command])
    assert f"{out} cannot be written: {tmp_path / 'file'} is a file" in error


def test_a_folder_where_a_file_is_wanted_and_a_file_where_a_folder_is(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    require_file(tmp_path / "file")
    require_file(tmp_path / "new" / "deep" / "file")
    require_folder(tmp_path / "new" / "deep")
    with pytest.raises(InputError, match=r"is a folder\. Give a file"):
        require_file(tmp_path)
    with pytest.raises(InputError, match=r"is a file\. Give a folder"):
        require_folder(tmp_path / "file")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("command", ["run", "validate"])
def test_what_no_run_made_is_kept_and_said_before_the_work(
    monkeypatch, capsys, corpus, tmp_path, command
):
    def fail(*_, **__):
        raise AssertionError("the work began")

    monkeypatch.setattr("analysis.opening.open_story", fail)
    (tmp_path / "scores.csv").write_text("mine", "utf-8")
    (tmp_path / "tables").write_text("mine", "utf-8")
    named = PLACES[command]
    error = refused(monkeypatch, capsys, command, corpus, "--out", tmp_path, *named)
    name = {"run": "tables", "validate": "scores.csv"}[command]
    assert f"{tmp_path / name} would be lost: no earlier run made it. Move it" in error
    assert (tmp_path / name).read_text("utf-8") == "mine"


INPUTS = {
    "the corpus": ("claims", "told.csv", "--statements", "st.txt", "--out", "told.csv"),
    "the statements": ("claims", "told.csv", "--statements", "st.txt", "--out", "st.txt"),
    "the cast": ("claims", "told.csv", "--statements", "st.txt", "--cast", "cast.toml",
                 "--out", "cast.toml"),
    "a file of the corpus": ("claims", "my story", "--statements", "st.txt",
                             "--out", "my story/one.txt"),
    "a link to an input": ("claims", "my story", "--statements", "st.txt",
                           "--out", "linked.txt"),
    "the rows": ("sentiment", "told.csv", "--out", "my story/../told.csv"),
    "the counts": ("keyness", "told.csv", "--left", "a", "--out", "told.csv"),
}  # fmt: skip


@pytest.mark.parametrize("what", INPUTS)
def test_no_input_is_written_over(monkeypatch, capsys, corpus, tmp_path, what):
    for name in ("told.csv", "st.txt", "cast.toml"):
        (tmp_path / name).write_text("text,group\nAcme grew.,a\n", "utf-8")
    (tmp_path / "linked.txt").symlink_to(tmp_path / "st.txt")
    monkeypatch.chdir(tmp_path)
    before = {each: each.read_bytes() for each in tmp_path.rglob("*.*")}
    error = refused(monkeypatch, capsys, *INPUTS[what])
    assert "is an input. Give another file with --out." in error
    assert {each: each.read_bytes() for each in tmp_path.rglob("*.*")} == before


def test_figures_are_not_drawn_among_the_articles(monkeypatch, capsys, corpus):
    """One of them, articles.csv, would be the corpus's list of articles."""
    error = refused(monkeypatch, capsys, "figures", "--corpus", corpus, "--out", corpus)
    assert f"{corpus} is the corpus. Give another folder with --out." in error
    assert sorted(each.name for each in corpus.iterdir()) == ["one.txt", "two.txt"]


def test_a_new_file_may_stand_among_the_inputs(corpus):
    require_file(corpus / "new.csv", inputs=[corpus, None, corpus / "none.toml"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_what_is_no_regular_file_is_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match=r"pipe is no regular file\. Give another"):
        require_file(pipe)
    with pytest.raises(InputError, match="pipe cannot be written: it is no regular file"):
        write_table(pd.DataFrame({"a": [1]}), pipe)
    assert pipe.is_fifo()
    assert [each.name for each in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_is_followed_and_stays(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "file.csv")
    for number in (1, 2):  # the file is new, then there
        require_file(tmp_path / "link.csv")
        write_table(pd.DataFrame({"a": [number]}), tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "file.csv").read_text("utf-8") == "a\n2\n"
    (tmp_path / "round.csv").symlink_to(tmp_path / "round.csv")
    with pytest.raises(InputError, match=r"round\.csv cannot be written: Too many"):
        require_file(tmp_path / "round.csv")


def test_a_name_that_is_too_long_is_said_and_a_long_one_written(tmp_path):
    for require in (require_file, require_folder):
        with pytest.raises(InputError, match="cannot be written: File name too long"):
            require(tmp_path / ("x" * 300))
        with pytest.raises(InputError, match="cannot be written: File name too long"):
            require(tmp_path / ("x" * 300) / "out")
    write_table(pd.DataFrame({"a": [1]}), tmp_path / ("x" * 251 + ".csv"))
    assert [len(each.name) for each in tmp_path.iterdir()] == [255]


def test_import_costs_little():
    """At most .3 seconds or, on a slow machine, a fifth of what pandas takes there."""
    code = (
        "import time; begun = time.perf_counter(); import pandas;"
        "between = time.perf_counter(); import analysis; done = time.perf_counter();"
        "print(done - between, between - begun)"
    )
    command = [sys.executable, "-c", code]
    told = [
        subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
        for _ in range(3)
    ]
    ours, theirs = (min(map(float, costs)) for costs in zip(*told, strict=True))
    assert ours < max(0.3, theirs / 5)
