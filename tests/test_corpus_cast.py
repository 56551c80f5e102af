"""Cast and codebook: what a user writes in TOML, and what is said when it is wrong."""

import pytest

from analysis.corpus.cast import cast_from_targets, read_cast
from analysis.corpus.codebook import read_codebook
from analysis.errors import InputError

CAST = """
[[entity]]
name = "Acme"
kind = "organisation"
target = true
aliases = ["Acme Corp"]
nominals = ["the anvil maker"]
pronouns = "it"
not = ["Acme Street"]

[[entity]]
name = "Acme Labs"
kind = "organisation"
partof = "Acme"

[[entity]]
name = "Coyote"
kind = "person"
titles = ["Mr."]
pronouns = "he"
"""

# The frames of a codebook as a user would write them.
FRAMES = {
    "vision_clash": "language models against world models",
    "corporate_turmoil": "reorganisation, leadership conflict, layoffs, setbacks",
    "talent_exodus": "people leaving, poaching, brain drain, as a pattern",
    "open_research": "open science and open source against closed research",
    "amicable_transition": "the partnership goes on; a smooth handover",
    "innovation_promise": "the startup and world models as a promising future",
    "ai_race": "competition between companies, billions invested",
    "legacy": "stature and past achievements, an era ending",
}


def write(folder, text, name="cast.toml"):
    (folder / name).write_text(text, "utf-8")
    return folder / name


def said(function, argument):
    with pytest.raises(InputError) as caught:
        function(argument)
    return str(caught.value)


def test_cast_is_read_as_written(tmp_path):
    cast = read_cast(write(tmp_path, CAST))
    assert cast.names == ("Acme", "Acme Labs", "Coyote")
    assert [entity.name for entity in cast.targets] == ["Acme"]
    acme = cast["Acme"]
    assert acme.aliases == ("Acme", "Acme Corp")
    assert acme.nominals == ("the anvil maker",)
    assert acme.exclude == ("Acme Street",)
    assert (cast["Acme Labs"].partof, cast["Acme Labs"].target) == ("Acme", False)
    assert (cast["Coyote"].pronouns, cast["Coyote"].titles) == ("he", ("Mr.",))
    assert "Acme" in cast
    assert "acme" not in cast
    assert said(cast.__getitem__, "Bugs") == (
        "The cast has no 'Bugs' (has: Acme, Acme Labs, Coyote)."
    )


def test_a_clash_names_both_entities_and_the_file(tmp_path):
    path = write(tmp_path, CAST + '[[entity]]\nname = "Bugs"\naliases = ["ACME corp"]\n')
    assert said(read_cast, path) == (
        f"{path}: 'ACME corp' is an alias of both 'Acme' and 'Bugs'; "
        "keep it with one of them."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names no entity"),
        ("[[entity]]\nkind = 'person'", "entity number 1 lacks 'name'"),
        ("[[entity]]\nname = '  '", "lacks 'name'"),
        ("[[entity]]\nname = 'A'\nalias = ['B']", "entity 'A' has unknown key 'alias'"),
        ("[[entity]]\nname = 'A'\naliases = 'B'", "'aliases' must be a list of texts"),
        ("[[entity]]\nname = 'A'\naliases = ['']", "'aliases' must be a list of texts"),
        ("[[entity]]\nname = 'A'\ntarget = 1", "'target' must be true or false, not 1"),
        ("[[entity]]\nname = 'A'\nkind = 'firm'", "'kind' must be one of 'person',"),
        ("[[entity]]\nname = 'A'\npronouns = 'him'", "'pronouns' must be one of 'he',"),
        ("[[entity]]\nname = 'A'\npartof = 'B'", "'A' is part of 'B', which is no other"),
        ("[[entity]]\nname = 'A'\n[[entity]]\nname = 'A'", "two entities named 'A'"),
        ("[entity]\nname = 'A'", "under its own line [[entity]]"),
        ("entity = ['A']", "entity number 1 is no table"),
        ("[[people]]\nname = 'A'", "unknown key 'people' (known: entity)"),
        ("[[entity]\nname", "is not valid TOML"),
    ],
)
def test_a_wrong_cast_is_said_in_one_sentence(tmp_path, text, words):
    message = said(read_cast, write(tmp_path, text))
    assert words in message
    assert "cast.toml" in message
    assert "\n" not in message


def test_a_missing_or_undecodable_cast(tmp_path):
    assert said(read_cast, tmp_path / "no.toml").endswith("no.toml is missing.")
    path = tmp_path / "latin.toml"
    path.write_bytes(b"# caf\xe9\n")
    assert "not UTF-8 at byte 5" in said(read_cast, path)


def test_targets_of_the_command_line():
    cast = cast_from_targets(["Acme = Acme Corp | anvils", "Coyote"])
    assert cast["Acme"].aliases == ("Acme", "Acme Corp", "anvils")
    assert [entity.target for entity in cast.entities] == [True, True]
    assert "--target 'Acme=a||b' has an empty name or alias" in said(
        cast_from_targets, ["Acme=a||b"]
    )
    assert "alias of both 'Acme' and 'Bugs'" in said(
        cast_from_targets, ["Acme=x", "Bugs=X"]
    )


def test_targets_join_a_cast(tmp_path):
    cast = read_cast(write(tmp_path, CAST))
    joined = cast_from_targets(["Coyote=Wile", "Bugs"], also=cast)
    assert joined.names == ("Acme", "Acme Labs", "Coyote", "Bugs")
    assert [entity.name for entity in joined.targets] == ["Acme", "Coyote", "Bugs"]
    assert joined["Coyote"].aliases == ("Coyote", "Wile")
    assert joined["Coyote"].titles == ("Mr.",)
    assert "alias of both 'Acme' and 'Bugs'" in said(
        lambda texts: cast_from_targets(texts, also=cast), ["Bugs=Acme Corp"]
    )


def test_codebook_is_read_as_written(tmp_path):
    frames = "".join(
        f'[[frame]]\nname = "{name}"\ndefinition = "{text}"\nseeds = ["One.", "Two."]\n'
        for name, text in FRAMES.items()
    )
    words = '[event]\nname = "leaving"\nwho = "Coyote"\nfrom = "Acme"\n'
    words += '[[word]]\nlemma = "jump ship"\nconnotation = "negative"\n'
    book = read_codebook(write(tmp_path, words + frames, "codebook.toml"))
    assert [frame.name for frame in book.frames] == list(FRAMES)
    assert book.frames[0].seeds == ("One.", "Two.")
    assert (book.words[0].lemma, book.words[0].connotation) == ("jump ship", "negative")
    assert (book.event.who, book.event.source) == ("Coyote", "Acme")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[word]]\nlemma = 'a'\nconnotation = 'bad'", "negative, neutral or positive"),
        ("[[word]]\nlemma = 'a'", "word 'a' lacks 'connotation'"),
        ("[[frame]]\nname = 'a'", "frame 'a' lacks 'definition'"),
        ("[[frame]]\ndefinition = 'a'", "frame without 'name' lacks 'name'"),
        ("[event]\nto = 'a'", "[event] has unknown key 'to'"),
        ("event = 'a'", "[event] is no table"),
        ("words = 1", "unknown key 'words' (known: event, frame, word)"),
        (
            "[[word]]\nlemma='a'\nconnotation='neutral'\n"
            "[[word]]\nlemma='A'\nconnotation='neutral'",
            "word 'A' stands twice",
        ),
    ],
)
def test_a_wrong_codebook_is_said_in_one_sentence(tmp_path, text, words):
    message = said(read_codebook, write(tmp_path, text, "codebook.toml"))
    assert words in message
    assert "codebook.toml" in message


def test_an_empty_codebook_is_allowed(tmp_path):
    book = read_codebook(write(tmp_path, "", "codebook.toml"))
    assert (book.frames, book.words, book.event.name) == ((), (), "")


@pytest.mark.parametrize(
    ("value", "words"),
    [("[" * 5000, "lists nested too deep"), ("1" * 5000, "a number too long")],
)
def test_toml_without_end_is_refused(tmp_path, value, words):
    path = tmp_path / "cast.toml"
    path.write_text(f"entity = {value}", "utf-8")
    with pytest.raises(InputError, match=f"The cast .* is not valid TOML: {words}"):
        read_cast(path)
