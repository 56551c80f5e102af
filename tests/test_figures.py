import json
import re
import shutil
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from matplotlib import get_data_path
from matplotlib.font_manager import findfont, fontManager

from analysis import InputError, open_story
from analysis.figures import (
    REGISTRY,
    CannotDraw,
    check_figures,
    draw_figure,
    prepare_figure,
    save_figures,
    saving,
)
from analysis.figures.checking import drawn_alike, same_rows
from analysis.figures.corpus import say_date
from analysis.figures.drawing import listed, signed, small_n_note
from analysis.figures.saving import render_figure
from analysis.plots import style

ROOT = Path(__file__).resolve().parent.parent
BARE = pd.DataFrame({"text": ["It rained on the town all day.", "The market was calm."]})


@pytest.fixture(scope="module")
def tables(story):
    return story.tables()


@pytest.fixture(scope="module")
def drawings(tables):
    return {name: prepare_figure(name, tables) for name in REGISTRY}


def texts(figure):
    """Every text of a figure that is shown; ticks beyond the axes are not."""
    shown = list(figure.texts)
    for ax in figure.axes:
        shown += [*ax.texts, ax.title, ax._left_title, ax.xaxis.label, ax.yaxis.label]
        low, high = sorted(ax.get_ylim())
        shown += [
            tick.label1
            for tick in ax.yaxis.get_major_ticks()
            if low <= tick.get_loc() <= high and tick.label1.get_visible()
        ]
        shown += ax.get_legend().get_texts() if ax.get_legend() else []
    return [text for text in shown if text.get_text().strip()]


def test_there_are_at_least_ten_figures_and_the_seeds_show_all(drawings):
    assert len(drawings) >= 10


@pytest.mark.parametrize("name", REGISTRY)
def test_words_around_a_figure(name, drawings):
    drawing = drawings[name]
    assert re.search(r"\d", drawing.title), "the title states its n"
    assert drawing.subtitle
    assert len(drawing.alt) > 60
    assert " object at 0x" not in f"{drawing.title} {drawing.note} {drawing.alt}"
    assert "nan" not in f"{drawing.title} {drawing.note} {drawing.alt}".split()
    assert "+nan" not in drawing.title
    compares = "outlet" in drawing.rows and name != "articles"
    assert not compares or "these texts, not the outlets" in drawing.note


@pytest.mark.parametrize("name", REGISTRY)
def test_outlets_are_shown_with_their_grade(name, drawings):
    rows = drawings[name].rows
    if "display" in rows:
        assert (
            rows["display"].str.fullmatch(r".+ \((stated|matched|inferred|unknown)\)").all()
        )


@pytest.mark.parametrize("name", REGISTRY)
def test_nothing_is_small_clipped_or_empty(name, tables):
    figure = draw_figure(name, tables)
    figure.draw_without_rendering()
    width, height = figure.bbox.size
    shown = texts(figure)
    assert len(shown) > 5
    for text in shown:
        assert text.get_fontsize() >= 8, text.get_text()
        box = text.get_window_extent()
        inside = box.x0 > -2 and box.x1 < width + 2 and box.y0 > -2 and box.y1 < height + 2
        assert inside, f"'{text.get_text()}' leaves the figure"


def test_an_outlet_has_one_colour_in_every_figure(drawings):
    places = pd.concat(
        [d.rows[["outlet", "place"]] for d in drawings.values() if "outlet" in d.rows]
    ).drop_duplicates()
    assert places["outlet"].is_unique
    assert places["place"].is_unique


def test_means_are_drawn_where_the_table_says(tables):
    drawing = prepare_figure("sentiment-by-outlet", tables)
    figure = draw_figure("sentiment-by-outlet", tables)
    drawn = {
        round(float(x), 4)
        for ax in figure.axes
        for line in ax.lines
        for x in line.get_xdata()
        if line.get_marker() not in ("None", "x", "")
    }
    assert set(drawing.rows["value"]) <= drawn


def test_intervals_are_drawn(tables):
    rows = prepare_figure("sentiment-by-outlet", tables).rows.dropna(subset="low")
    figure = draw_figure("sentiment-by-outlet", tables)
    drawn = {tuple(map(float, line.get_xdata())) for ax in figure.axes for line in ax.lines}
    assert {(row.low, row.high) for row in rows.itertuples()} <= drawn


def test_the_same_story_gives_the_same_bytes(tables):
    once, again = (render_figure(prepare_figure("plate", tables)) for _ in range(2))
    assert once == again


def test_saved_rows_are_those_drawn(tables, drawings, tmp_path):
    save_figures(tables, tmp_path, inputs={"a": "b"}, only=["naming-of-the-event"])
    saved = pd.read_csv(tmp_path / "naming-of-the-event.csv")
    assert same_rows(saved, drawings["naming-of-the-event"].rows)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert list(manifest["figures"]) == ["naming-of-the-event"]
    assert check_figures(tables, tmp_path, only=["naming-of-the-event"]) == []


def test_the_very_same_figure_is_rendered_once(tables, tmp_path, monkeypatch):
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path / "cache"))
    save_figures(tables, tmp_path / "once", inputs={}, only=["articles"])
    monkeypatch.setattr(saving, "render_figure", lambda drawing: pytest.fail("drawn again"))
    save_figures(tables, tmp_path / "again", inputs={}, only=["articles"])
    for suffix in ("svg", "png", "csv"):
        once, again = (tmp_path / f / f"articles.{suffix}" for f in ("once", "again"))
        assert once.read_bytes() == again.read_bytes()
    other = {**tables, "articles": tables["articles"].assign(author="Somebody else")}
    with pytest.raises(pytest.fail.Exception, match="drawn again"):
        save_figures(other, tmp_path / "other", inputs={}, only=["articles"])


def test_a_picture_cut_short_in_the_cache_is_drawn_again(tmp_path, monkeypatch):
    few = open_story(BARE, kept=False).tables()
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path / "cache"))
    save_figures(few, tmp_path / "once", inputs={}, only=["articles"])
    (kept,) = (tmp_path / "cache" / "figures").glob("*.png")
    kept.write_bytes(kept.read_bytes()[:200])
    save_figures(few, tmp_path / "again", inputs={}, only=["articles"])
    once, again = (tmp_path / f / "articles.png" for f in ("once", "again"))
    assert once.read_bytes() == again.read_bytes() == kept.read_bytes()


def test_check_sees_a_changed_number_and_a_missing_file(tables, tmp_path):
    save_figures(tables, tmp_path, inputs={}, only=["articles"])
    path = tmp_path / "articles.csv"
    rows = pd.read_csv(path)
    rows.loc[0, "words"] += 1
    rows.to_csv(path, index=False)
    assert "rows differ" in check_figures(tables, tmp_path, only=["articles"])[0]
    path.unlink()
    assert check_figures(tables, tmp_path, only=["articles"]) == [f"{path}: missing"]


def test_on_another_kind_of_processor_a_cell_in_twenty_may_differ(tables, tmp_path):
    save_figures(tables, tmp_path, inputs={}, only=["cast-arrival"])
    assert drawn_alike(tmp_path)
    manifest, path = tmp_path / "manifest.json", tmp_path / "cast-arrival.csv"
    rows = pd.read_csv(path)
    few, many = len(rows) // 25, len(rows) // 15
    here = saving.find_processor()
    for changed, processor, found in (
        (few, here, 1),
        (few, "other", 0),
        (many, "other", 1),
    ):
        told = json.loads(manifest.read_text("utf-8"))
        told["figures"]["cast-arrival"]["processor"] = processor
        manifest.write_text(json.dumps(told), "utf-8")
        assert drawn_alike(tmp_path) == (processor == here)
        moved = rows.assign(position=rows["position"] + 0.1 * (rows.index < changed))
        moved.to_csv(path, index=False)
        differences = check_figures(tables, tmp_path, only=["cast-arrival"])
        assert len(differences) == found
        assert all("the rows differ" in each for each in differences)


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"figures": null}', '{"figures": []}', '{"figures": {"plate": 1}}'],
)
def test_a_manifest_of_another_shape_is_refused(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content, "utf-8")
    for call in (saving.read_manifest, drawn_alike):
        with pytest.raises(InputError, match=r"manifest\.json .*Remove it and draw all"):
            call(tmp_path)


def test_a_manifest_that_is_a_folder_is_refused(tmp_path):
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(InputError, match="no file that can be read"):
        saving.read_manifest(tmp_path)


def test_a_saved_table_that_cannot_be_read_differs(tmp_path):
    few = open_story(BARE, kept=False).tables()
    save_figures(few, tmp_path, inputs={}, only=["articles"])
    path = tmp_path / "articles.csv"
    for damaged in (b"", b"\xff\xfe\xff,", b'a\n"b'):
        path.write_bytes(damaged)
        assert check_figures(few, tmp_path, only=["articles"]) == [
            f"{path}: no table to read"
        ]
    path.unlink()
    path.mkdir()
    assert check_figures(few, tmp_path, only=["articles"]) == [f"{path}: no file to read"]


def test_check_sees_a_changed_picture(tables, tmp_path):
    save_figures(tables, tmp_path, inputs={}, only=["articles"])
    picture = tmp_path / "articles.svg"
    picture.write_text(picture.read_text("utf-8").replace("#0072b2", "#ff0000"), "utf-8")
    found = check_figures(tables, tmp_path, only=["articles"])
    assert found == [f"{picture}: the picture differs"]


def test_the_fonts_are_matplotlibs_own_though_its_list_has_only_the_systems(tmp_path):
    own = Path(get_data_path(), "fonts", "ttf")
    of_system = shutil.copy(own / "DejaVuSans.ttf", tmp_path)
    listed_before = list(fontManager.ttflist)
    try:
        fontManager.ttflist = []
        fontManager.addfont(of_system)
        assert findfont("DejaVu Sans") == str(of_system)
        style._use_own_fonts.cache_clear()
        with style.narrative_style():
            assert findfont("DejaVu Sans") == str(own / "DejaVuSans.ttf")
            assert Path(findfont("DejaVu Sans:bold")).name == "DejaVuSans-Bold.ttf"
    finally:
        fontManager.ttflist = listed_before
        fontManager._findfont_cached.cache_clear()


def test_an_unknown_name_writes_nothing(tables, tmp_path):
    with pytest.raises(InputError, match="no figure 'pie'"):
        save_figures(tables, tmp_path / "new", inputs={}, only=["articles", "pie"])
    assert not (tmp_path / "new").exists()


def test_a_story_that_cannot_show_a_figure_says_why():
    bare = open_story(BARE, kept=False)
    for name in ("cast-arrival", "sentiment-by-outlet", "naming-of-the-event", "topic-map"):
        with pytest.raises(CannotDraw):
            prepare_figure(name, bare.tables())
    with pytest.raises(
        InputError, match="cannot show 'cast-arrival': no member of the cast"
    ):
        bare.figure("cast-arrival")
    assert bare.figure("articles").axes


def test_several_articles_of_an_outlet_are_drawn_as_one_row():
    frame = pd.DataFrame(
        {
            "text": [
                f"Acme did well in {i}. Rivals praised Acme. It rained." for i in range(12)
            ],
            "outlet": ["Alpha", "Beta"] * 6,
            "outlet_grade": "stated",
        }
    )
    several = open_story(frame, targets=["Acme=Acme"], kept=False)
    rows = prepare_figure("sentiment-by-outlet", several.tables()).rows
    assert rows["outlet"].tolist() == ["Alpha", "Beta"]
    assert rows["resampled"].str.startswith("articles (6)").all()
    for name in REGISTRY:
        with suppress(CannotDraw):
            render_figure(prepare_figure(name, several.tables()))


def one_sided():
    """Four texts: Beta tells only of Acme, Gamma only of Borg, Delta of neither."""
    frame = pd.DataFrame(
        {
            "text": [
                "Acme did well. Borg did badly. It rained.",
                "Acme failed, and the workers were told.",
                "Borg failed, and the workers were told.",
                "It rained on the town, and the market was calm.",
            ],
            "outlet": ["Alpha", "Beta", "Gamma $1 and $2", "Delta"],
        }
    )
    return open_story(frame, targets=["Acme=Acme", "Borg=Borg"], kept=False).tables()


def test_no_sentence_says_nan():
    tables = one_sided()
    for name in REGISTRY:
        with suppress(CannotDraw):
            drawing = prepare_figure(name, tables)
            assert not re.search(r"\bnan\b", drawing.title + drawing.alt), name


def test_the_plate_labels_each_row_with_its_own_outlet():
    drawing = prepare_figure("plate", one_sided())
    figure = drawing.plot(drawing.rows)
    figure.canvas.draw()
    for target, own in drawing.rows[drawing.rows["panel"] == "sentiment"].groupby("target"):
        (ax,) = [
            ax for ax in figure.axes if target in ax.get_title("left") + ax.get_title()
        ]
        assert [tick.get_text() for tick in ax.get_yticklabels()] == own["display"].tolist()


def test_dollar_signs_are_no_formula():
    shown = texts(draw_figure("articles", one_sided()))
    dollars = [text for text in shown if text.get_text().count("$") == 2]
    assert dollars
    assert not any(text.get_parse_math() for text in dollars)


WITHOUT_QUOTES = "sentiment-without-quotes"
PRAISE = "“Acme did well this year,” said Ann Lee, the mayor of the town."


def test_a_running_mean_stays_inside_its_article():
    towns = ("Leeds", "York", "Hull", "Derby", "Bath")
    well = " ".join(f"Acme did well in {town} this year." for town in towns)
    badly = " ".join(f"The workers of Acme lost the vote in {town}." for town in towns)
    frame = pd.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "text": [well, f"{badly} {well}", badly],
            "outlet": ["Alpha", "Alpha", "Beta"],
        }
    )
    several = open_story(frame, targets=["Acme=Acme"], kept=False)
    rows = prepare_figure("sentiment-through-article", several.tables()).rows
    known = rows.dropna(subset="running").groupby("article_id")["running"].size()
    assert known.to_dict() == {"a": 1, "b": 6, "c": 1}  # windows of five inside each
    own = rows[rows["article_id"] == "a"]
    middle = own["running"].dropna().iloc[0]
    assert middle == pytest.approx(own["score"].mean(), abs=0.001)
    figure = draw_figure("sentiment-through-article", several.tables())
    lines = [
        len([ln for ln in ax.lines if ln.get_marker() == "None"]) for ax in figure.axes
    ]
    assert lines == [3, 2]  # zero, and a line for each article


def means_of(rows):
    """The table corrected with these (target, voice, outlet, estimate, value)."""
    names = ["target", "voice", "outlet", "estimate", "value"]
    table = pd.DataFrame(rows, columns=names).assign(
        outlet_grade="stated", n=9, n_coded=9, tuning=0.5, resampled="", reason="", note=""
    )
    return table.assign(low=table["value"] - 0.1, high=table["value"] + 0.1)


TWO = pd.DataFrame({"outlet": ["A", "B"], "article_id": ["a", "b"]})


def test_what_flips_without_quotes_counted_by_hand():
    all_, own = {"A": 0.3, "B": 0.2}, {"A": -0.1, "B": 0.25}
    rows = [("Acme", "all", outlet, "model", value) for outlet, value in all_.items()]
    rows += [("Acme", "outlet", outlet, "model", value) for outlet, value in own.items()]
    rows += [("Acme", "quoted", "A", "model", 0.9)]
    tables = {"articles": TWO, "corrected": means_of(rows)}
    drawing = prepare_figure("sentiment-without-quotes", tables)
    assert drawing.title == (
        "Without quotes the sign flips in 1 of 2 means (A toward Acme), and 1 of 1 pair of "
        "outlets changes order"
    )
    assert drawing.rows["flips"].tolist() == [True, False]
    assert drawing.rows["rank_after"].tolist() == [2, 1]
    shown = [text.get_text() for text in texts(draw_figure(WITHOUT_QUOTES, tables))]
    assert "+0.30 → −0.10 (n = 9 → 9)\nsign flips; place 1 → 2" in shown


def test_means_that_are_coded_in_full_do_not_count_as_corrected():
    """A drawn in part: off by .4, then .1. B in full: off by 0 after, by construction."""
    values = {"model": 0.5, "hand-coded": 0.1}
    rows = [("Acme", "all", o, name, v) for o in "AB" for name, v in values.items()]
    rows += [
        ("Acme", "all", o, "corrected from a sample", v)
        for o, v in (("A", 0.2), ("B", 0.1))
    ]
    means = means_of(rows)
    part = (means["outlet"] == "A") & (means["estimate"] == "corrected from a sample")
    means["n_coded"] = means["n_coded"].mask(part, 5)
    drawing = prepare_figure("sentiment-corrected", {"articles": TWO, "corrected": means})
    assert drawing.title == (
        "Against codes of all sentences the model's means are off by 0.40; codes of a part of "
        "the sentences bring that to 0.10 (mean over n = 1 mean not coded in full)"
    )
    full = means.assign(n_coded=9)
    drawing = prepare_figure("sentiment-corrected", {"articles": TWO, "corrected": full})
    assert "nothing is left to correct" in drawing.title


def test_corrected_means_say_what_the_codes_moved():
    rows = [("Acme", "all", outlet, "model", 0.5) for outlet in "AB"]
    rows += [
        ("Acme", "all", "A", "hand-coded", 0.1),
        ("Acme", "all", "A", "corrected", 0.2),
    ]
    rows += [
        ("Acme", "all", "B", "hand-coded", 0.4),
        ("Acme", "all", "B", "corrected", None),
    ]
    means = means_of(rows)
    means.loc[means["value"].isna(), "reason"] = "too few"
    tables = {"articles": TWO, "corrected": means}
    drawing = prepare_figure("sentiment-corrected", tables)
    assert drawing.title == (
        "Codes move A toward Acme most: from +0.50 to +0.20 (n = 9 coded)"
    )
    assert "Not corrected: too few." in drawing.note
    shown = [text.get_text() for text in texts(draw_figure("sentiment-corrected", tables))]
    assert "corrected: none (n = 9)" in shown
    assert "hand-coded +0.40 (n = 9)" in shown
    only = means_of([row for row in rows if row[3] == "model"])
    with pytest.raises(CannotDraw, match="tellings sample"):
        prepare_figure("sentiment-corrected", {"articles": TWO, "corrected": only})


def test_voices_are_drawn_from_the_model_where_nothing_is_coded():
    frame = pd.DataFrame({"text": [f"Acme failed. {PRAISE}"] * 2, "outlet": ["A", "B"]})
    quoting = open_story(frame, targets=["Acme=Acme"], kept=False).tables()
    drawing = prepare_figure("sentiment-by-voice", quoting)
    assert "by the model" in drawing.subtitle
    assert drawing.title.startswith("Nowhere are there sentences enough (n = 4 in all)")
    assert drawing.rows["variant"].tolist() == ["own", "quoted"] * 2
    assert (drawing.rows["n"] == 1).all()
    plain = means_of(
        [("Acme", "all", "A", "model", 0.2), ("Acme", "outlet", "A", "model", 0.2)]
    )
    for name in ("sentiment-by-voice", WITHOUT_QUOTES):
        with pytest.raises(CannotDraw):
            prepare_figure(name, {"articles": TWO, "corrected": plain})


def test_many_outlets_go_on_in_further_rows():
    frame = pd.DataFrame(
        {
            "text": [f"Acme did well in {i}. Rivals praised Acme." for i in range(12)],
            "outlet": [f"The Outlet {i:02}" for i in range(12)],
        }
    )
    many = open_story(frame, targets=["Acme=Acme"], kept=False)
    drawing = prepare_figure("sentiment-through-article", many.tables())
    figure = drawing.plot(drawing.rows)
    figure.canvas.draw()
    assert min(ax.get_window_extent().width for ax in figure.axes) > 0.9 * figure.dpi


def test_who_appears_is_counted_in_articles():
    frame = pd.DataFrame(
        {
            "text": ["Acme did well in the town.", "It is said that Acme failed."] * 2
            + ["It rained on the town."],
            "outlet": ["Alpha"] * 3 + ["Beta"] * 2,
        }
    )
    several = open_story(frame, targets=["Acme=Acme"], kept=False)
    drawing = prepare_figure("cast-arrival", several.tables())
    assert drawing.title == "Nobody appears in all 5 texts"
    assert "Acme in 4 of 5 articles" in drawing.alt


def test_readme_states_the_finding_of_its_figure():
    readme = (ROOT / "README.md").read_text("utf-8")
    name, said = re.search(
        r"<!-- finding: (\S+) -->\n(.*?)\n<!--", readme, re.DOTALL
    ).groups()
    manifest = json.loads((ROOT / "figures" / "manifest.json").read_text("utf-8"))
    assert said == manifest["figures"][name]["title"] + "."
    assert f"figures/{name}.svg" in readme


def test_small_words():
    assert signed(-0.204) == "−0.20"
    assert listed(["a"]) == "a"
    assert say_date("../2025-11-19") == "date unknown, not after 2025-11-19"
    assert say_date("2025-11-19") == "2025-11-19"
    assert small_n_note(pd.DataFrame({"outlet": ["A"] * 5 + ["B"] * 5})) == ""
    assert "fewer than five" in small_n_note(pd.DataFrame({"outlet": ["A", "A", "B"]}))
