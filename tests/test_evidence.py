import pytest

from analysis import InputError
from analysis.evidence import find_evidence
from analysis.measures.catalogue import MEASURES, value_measure
from analysis.prose import Evidence, mark_spans


def test_every_measure_leads_to_its_sentences(story):
    measures = story.measures
    for row in measures.itertuples():
        outlet = story.articles.set_index("article_id").loc[row.article_id, "outlet"]
        found = story.evidence(row.measure, target=row.target, outlet=outlet, n=None)
        if MEASURES[row.measure].zeros:
            assert len(found) == row.n
            mean = (found["value"] * found["counts"]).sum() / found["counts"].sum()
            assert mean == pytest.approx(row.value)
        elif row.measure == "quoted share":
            every = value_measure(story.tables(), row.measure)
            own = every.query("article_id == @row.article_id and target == @row.target")
            spoken = (found["value"] * found["counts"]).sum()
            assert spoken == pytest.approx(row.value * own["weight"].sum())
        else:
            assert len(found) == round(row.value * row.n)


def test_marked_words_are_the_mentions(story):
    found = story.evidence("sentiment", target="Meta", n=None)
    mentions = story.mentions.query("entity == 'Meta'")
    for row in found.itertuples():
        own = mentions.query("article_id == @row.article_id and sentence == @row.sentence")
        assert [row.text[start:end] for start, end in row.spans] == own["surface"].tolist()


def test_evidence_of_naming_and_keyness(story):
    naming = story.evidence("naming", n=None)
    assert naming["value"].sum() == len(story.namings)
    term = story.keyness.query("n_left > 2").iloc[0]
    words = story.evidence("keyness", target=term["term"], outlet=term["left"], n=None)
    assert words["value"].sum() == term["n_left"]
    for word in ("open", "ai", "commercially"):  # also in "open-source", "AI-driven"
        count = story.keyness.query("term == @word").set_index("left")["n_left"]
        found = story.evidence("keyness", target=word, n=None).groupby("article_id")[
            "value"
        ]
        outlets = story.articles.set_index("article_id")["outlet"]
        told = found.sum().rename(index=outlets).reindex(count.index, fill_value=0)
        assert told.tolist() == count.tolist(), word


def test_n_cuts_and_the_strongest_come_first(story):
    found = story.evidence("sentiment", target="Meta", outlet="Banandre", n=3)
    everything = story.evidence("sentiment", target="Meta", outlet="Banandre", n=None)
    assert len(found) == 3
    assert found["value"].abs().min() >= everything["value"].abs()[3:].max()


@pytest.mark.parametrize("n", [-1, 0, 2.5, "5", True])
def test_what_is_no_number_of_rows_is_refused(n):
    with pytest.raises(InputError, match=r"whole number from 1 on, or None .*; it is"):
        find_evidence({}, "sentiment", n=n)


def test_what_is_not_there_is_said(story):
    with pytest.raises(InputError, match="needs a term"):
        story.evidence("keyness")
    with pytest.raises(InputError, match="No sentence holds the term 'zebra'"):
        story.evidence("keyness", target="zebra")
    with pytest.raises(InputError, match=r"no outlet 'BBC' \(has: Banandre"):
        story.evidence("sentiment", outlet="BBC")
    with pytest.raises(InputError, match=r"no target of topic share 'sports'"):
        story.evidence("topic share", target="sports")
    with pytest.raises(InputError, match=f"no measure 'mood' .has: {next(iter(MEASURES))}"):
        story.evidence("mood")


def test_html_escapes_what_the_corpus_says():
    row = {
        "outlet": "<i>X</i> (unknown)",
        "article_id": "a",
        "sentence": 0,
        "target": "Meta",
        "value": -0.5,
        "text": "Meta <script>alert(1)</script>",
        "spans": [(0, 4)],
    }
    html = Evidence([row])._repr_html_()
    assert "<mark>Meta</mark>" in html
    assert "<script>" not in html
    assert "&lt;i&gt;X" in html
    assert mark_spans("a<b", []) == "a&lt;b"
