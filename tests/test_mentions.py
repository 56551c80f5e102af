"""Every reference to the cast is found, by name, description or pronoun, and no other."""

from time import process_time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.cast import Cast, Entity, cast_from_targets
from analysis.errors import InputError
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences


def person(name, *aliases, pronouns="he", **more):
    return Entity(name, "person", False, (name, *aliases), pronouns=pronouns, **more)


def organisation(name, *aliases, pronouns="it", **more):
    return Entity(name, "organisation", False, (name, *aliases), pronouns=pronouns, **more)


META = organisation(
    "Meta", "Facebook", nominals=("social network",), exclude=("Meta Quest",)
)
LECUN = person(
    "LeCun",
    "Yann LeCun",
    nominals=("Turing Award winner", "AI godfather", "godfather of convolutional networks"),
)
STARTUP = organisation("AMI Labs", nominals=("his new company", "his startup", "startup"))
CAST = Cast(
    (
        META,
        LECUN,
        STARTUP,
        person("Mark Zuckerberg", nominals=("Meta CEO",)),
        person("Joelle Pineau", pronouns="she"),
        organisation("Meta Superintelligence Labs", "MSL", partof="Meta"),
        organisation("FAIR", partof="Meta"),
        organisation("OpenAI"),
    )
)
TOWN = Cast(
    (
        organisation("Hilltown Rovers", "Rovers", nominals=("club",)),
        person("Ann Bell", pronouns="she", nominals=("mayor",)),
    )
)


def articles(*bodies):
    ids = [f"a{n}" for n in range(len(bodies))]
    return pd.DataFrame({"article_id": ids, "title": "", "body": list(bodies)})


def find(body, cast=CAST):
    return find_mentions(split_sentences(articles(body)), cast)


def found(body, entity, cast=CAST, kind=None):
    table = find(body, cast)
    rows = table[table["entity"] == entity]
    return rows[rows["kind"] == kind]["surface"].tolist() if kind else list(rows["surface"])


def names(body, entity, cast=CAST):
    return found(body, entity, cast, "name")


def pronouns(body, entity, cast=CAST):
    return found(body, entity, cast, "pronoun")


def nominals(body, entity, cast=CAST):
    return found(body, entity, cast, "nominal")


class TestNames:
    def test_the_longest_alias_wins_and_a_part_is_not_the_whole(self):
        body = "Yann LeCun left Meta Superintelligence Labs (MSL) and FAIR, not Zuckerberg."
        assert names(body, "LeCun") == ["Yann LeCun"]
        assert names(body, "Meta") == []
        assert names(body, "Meta Superintelligence Labs") == [
            "Meta Superintelligence Labs",
            "MSL",
        ]

    @pytest.mark.parametrize("mark", ["'", "’"])
    def test_the_clitic_of_a_possessive_stays_outside(self, mark):
        assert names(f"Meta{mark}s lab and LeCun{mark}s plan.", "Meta") == ["Meta"]
        assert names(
            "Meta ended Sam O’Neil’s deal.", "Sam O'Neil", Cast((person("Sam O'Neil"),))
        ) == ["Sam O’Neil"]

    @pytest.mark.parametrize(
        "body",
        [
            "The metadata is meta.",
            "He sold a Meta Quest to us.",
            "It stands at www.Meta.com and @Meta now.",
            "A MetaVerse is here.",
            "He gave to Meta Research Foundation this year.",
        ],
    )
    def test_what_only_looks_like_the_name_is_not_it(self, body):
        assert found(body, "Meta") == []

    @pytest.mark.parametrize(
        "body",
        ["META LOSES LECUN", "Meta-owned apps grew.", "(Meta), “Meta” fell.", "Meta: why?"],
    )
    def test_marks_and_capitals_do_not_hide_a_name(self, body):
        assert {name.upper() for name in names(body, "Meta")} == {"META"}

    def test_a_surname_alone_is_the_person_whose_name_it_ends(self):
        assert names("Zuckerberg met Pineau.", "Mark Zuckerberg") == ["Zuckerberg"]
        assert names("Zuckerberg met Pineau.", "Joelle Pineau") == ["Pineau"]

    def test_a_surname_that_two_share_is_neither(self):
        cast = Cast((person("Elon Musk"), person("Kimbal Musk")))
        table = find("Elon Musk spoke. Musk left with Kimbal Musk.", cast)
        assert table[table["kind"] == "name"]["surface"].tolist() == [
            "Elon Musk",
            "Kimbal Musk",
        ]

    def test_a_relative_is_someone_else(self):
        cast = Cast((person("Donald Trump"),))
        body = "President Trump met Melania Trump and Mr. Trump at Trump Tower."
        assert names(body, "Donald Trump", cast) == ["Trump", "Trump"]

    @pytest.mark.parametrize(
        "body",
        [
            "Derby beat Bristol Rovers on Monday.",
            "Doncaster Rovers won.",
            "Raith Rovers beat Hearts.",
            "The Bell Bridge closed.",
            "A crash on Bell Road killed two.",
            "They met in Bell Lane and at Bell Airport.",
            "The fire at Bell Hall spread.",
            "She won the Bell Prize and the Bell Cup.",
        ],
    )
    def test_a_name_inside_a_longer_name_is_not_meant(self, body):
        assert find(body, TOWN).empty

    @pytest.mark.parametrize(
        "body",
        [
            "On Monday Rovers lost.",
            "Coach Tom Reid left Rovers.",
            "Rovers beat Derby.",
            "Struggling Rovers won.",
        ],
    )
    def test_an_alias_of_one_word_counts_beside_other_words(self, body):
        assert found(body, "Hilltown Rovers", TOWN) == ["Rovers"]


class TestDescriptions:
    @pytest.mark.parametrize(
        ("body", "surfaces"),
        [
            ("The Turing Award winner says so.", ["The Turing Award winner"]),
            ("Meta’s AI Godfather Is Jumping Ship", ["AI Godfather"]),
            (
                "He is the godfather of convolutional networks.",
                ["the godfather of convolutional networks"],
            ),
            ("He is a Turing Award winner.", []),
            ("Two Turing Award winners came.", []),
            ("The AI godfather myth is old.", []),
            ("They report that Turing Award winner Ada Roe left.", []),
        ],
    )
    def test_the_casts_own_descriptions_must_be_definite(self, body, surfaces):
        assert nominals(body, "LeCun") == surfaces

    @pytest.mark.parametrize(
        "body",
        [
            "The mayor of Paris, Claire Petit, met her.",
            "Ann Bell came. The new mayor of Leeds, Jo Cole, called.",
            "Ann Bell beat the former mayor, Tom Reid.",
            "Ann Bell praised the deputy mayor, Jo Cole.",
            "The current Derby mayor is Paul Lee.",
            "The mayor is Tom Reid.",
            "The Spanish mayor came.",
            "The mayor of Leeds came.",
        ],
    )
    def test_a_description_of_somebody_else_is_not_hers(self, body):
        assert nominals(body, "Ann Bell", TOWN) == []

    @pytest.mark.parametrize(
        ("body", "surface"),
        [
            ("The mayor, Ann Bell, spoke.", "The mayor"),
            ("The mayor of Hilltown, Ann Bell, spoke.", "The mayor"),
            ("The mayor, 54, spoke.", "The mayor"),
            ("The mayor, Tom Reid said, has failed.", "The mayor"),
            ("The mayor said Tom Reid had failed.", "The mayor"),
            ("The popular Rovers mayor spoke.", "The popular Rovers mayor"),
            ("The mayor of Hilltown spoke.", "The mayor"),
            ("What Hilltown’s Mayor Means for Us", "Mayor"),
        ],
    )
    def test_a_name_beside_a_description_may_be_her_own(self, body, surface):
        assert nominals(body, "Ann Bell", TOWN) == [surface]

    def test_a_club_that_is_named_is_not_the_one_of_the_cast(self):
        body = "Hilltown Rovers lost. She joined the Spanish club Sevilla."
        assert nominals(body, "Hilltown Rovers", TOWN) == []

    def test_a_description_with_its_owner_is_taken_as_written(self):
        body = "LeCun said his new company will grow. The startup hires."
        assert nominals(body, "AMI Labs") == ["his new company", "The startup"]
        assert found(body, "Meta") == []

    @pytest.mark.parametrize(
        "phrase",
        [
            "the company",
            "the tech giant",
            "the firm",
            "the organization",
            "the social network",
            "this company",
        ],
    )
    def test_a_generic_description_is_the_organisation_spoken_of(self, phrase):
        body = f"LeCun worked for Meta for years. He left {phrase} on Monday."
        assert nominals(body, "Meta") == [phrase]

    @pytest.mark.parametrize(
        "phrase",
        [
            "a company",
            "his new company",
            "companies",
            "the company he founded",
            "the companies",
            "the rival company",
            "the company of his dreams",
            "the university",
        ],
    )
    def test_an_indefinite_or_narrowed_description_is_not(self, phrase):
        body = f"LeCun worked for Meta for years. He joined {phrase} on Monday."
        assert nominals(body, "Meta") == []

    def test_the_company_is_the_one_spoken_of_last_and_most(self):
        body = "Meta fell. Meta cut jobs. OpenAI rose. OpenAI hired. The company is proud."
        assert nominals(body, "OpenAI") == ["The company"]

    def test_who_only_reports_is_not_the_company(self):
        cast = Cast((META, organisation("Reuters")))
        body = (
            "Meta will shrink, according to reports from Reuters. The company said no more."
        )
        assert nominals(body, "Reuters", cast) == []
        assert nominals(body, "Meta", cast) == ["The company"]

    def test_a_role_that_the_text_gave_is_its_bearers(self):
        body = "Meta CEO Mark Zuckerberg spoke to LeCun. The CEO was calm."
        assert nominals(body, "Mark Zuckerberg") == ["The CEO"]

    def test_such_a_figure_is_the_person_spoken_of(self):
        assert nominals("LeCun left Meta. Losing such a figure hurts.", "LeCun") == [
            "such a figure"
        ]


class TestPronouns:
    def test_he_she_and_it_agree_with_the_cast(self):
        body = "Pineau worked at Meta under LeCun. She liked him, and it paid her."
        assert pronouns(body, "Joelle Pineau") == ["She", "her"]
        assert pronouns(body, "LeCun") == ["him"]
        assert pronouns(body, "Meta") == ["it"]

    def test_another_person_competes(self):
        body = "LeCun left. Robert Smith stayed. He said that his work went on."
        assert pronouns(body, "LeCun") == []

    def test_they_for_an_organisation_and_for_a_person(self):
        cast = Cast(
            (organisation("Médecins", pronouns="they"), person("Sam Roe", pronouns="they"))
        )
        assert pronouns("Médecins came. They helped.", "Médecins", cast) == ["They"]
        assert pronouns("Sam Roe came. They helped.", "Sam Roe", cast) == ["They"]

    @pytest.mark.parametrize(
        "sentence",
        [
            "It’s hard to say.",
            "It is what it is.",
            "It isn’t a surprise.",
            "It seems that nothing changed.",
            "It signals a shift.",
            "It was clear that he would go.",
            "It’ s important to wait.",
        ],
    )
    def test_an_it_that_stands_for_nothing_is_not_meta(self, sentence):
        assert pronouns(f"Meta lost LeCun. {sentence}", "Meta") == []

    def test_it_that_acts_is_the_organisation(self):
        body = "Meta’s response will be telling. If it can hire, it might recruit again."
        assert pronouns(body, "Meta") == ["it", "it"]

    def test_who_owns_is_an_organisation_or_a_place_rather_than_a_thing(self):
        body = "A move by Meta led to poor sales of its first model."
        assert pronouns(body, "Meta") == ["its"]
        body = "Meta met with officials. China’s plan is to protect its own market."
        assert pronouns(body, "Meta") == []

    def test_an_object_is_not_its_own_subject_but_a_reflexive_is(self):
        cast = Cast((person("Adam Ray"), person("Bob Lee")))
        assert pronouns("Adam Ray met Bob Lee. Bob Lee praised him.", "Adam Ray", cast) == [
            "him"
        ]
        assert pronouns(
            "Adam Ray met Bob Lee. Bob Lee praised himself.", "Bob Lee", cast
        ) == ["himself"]

    def test_who_wants_them_gone_is_not_them(self):
        cast = Cast((organisation("Acme", pronouns="they"),))
        assert pronouns("Bad missiles came. Acme wants them destroyed.", "Acme", cast) == []

    def test_who_spoke_goes_on_speaking(self):
        cast = Cast((person("Adam Ray"), person("Bob Lee")))
        body = "Adam Ray said Bob Lee would meet the mayor. The goal, he said, is peace."
        assert pronouns(body, "Adam Ray", cast) == ["he"]

    def test_a_possessive_may_be_the_subjects(self):
        cast = Cast((person("Adam Ray"), person("Bob Lee")))
        body = "Adam Ray, who welcomed Bob Lee to his house, spoke."
        assert pronouns(body, "Adam Ray", cast) == ["his"]

    def test_a_name_that_follows_may_be_meant(self):
        body = "Reflecting on his time at Meta, LeCun shared some thoughts."
        assert pronouns(body, "LeCun") == ["his"]

    def test_a_relative_clause_is_not_about_its_own_subject(self):
        cast = Cast((person("Adam Ray"), person("Bob Lee")))
        body = "Adam Ray spoke. Bob Lee, whom he visited, was glad."
        assert pronouns(body, "Adam Ray", cast) == ["he"]

    def test_the_first_person_in_a_quotation_is_the_speaker(self):
        body = "“You do not tell me what to do, and we know it,” LeCun said. I agree with Meta."
        assert pronouns(body, "LeCun") == ["me"]
        assert pronouns(body, "Meta") == []

    def test_a_speaker_does_not_call_himself_he(self):
        body = "LeCun met Zuckerberg. “I like how he works on the plan,” LeCun said."
        assert pronouns(body, "LeCun") == ["I"]
        assert pronouns(body, "Mark Zuckerberg") == ["he"]

    def test_what_others_say_in_between_does_not_part_a_pronoun_from_its_name(self):
        quoted = "“They are good people. We are glad. There is much to do. All is well.”"
        assert "He" in pronouns(
            f"“It is fine,” LeCun said. {quoted} He then left.", "LeCun"
        )

    def test_nobody_near_means_nobody(self):
        assert find("He left. It fell. They came.").empty

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ('"They booed me," said LeCun on Friday. "I never gave up. My wife cheered."',
             ["me", "I", "My"]),
            ('LeCun said he was tired. "I never gave up, and I never will."', ["I", "I"]),
            ('"It was a hard year for all," LeCun said.\n\n"I never gave up, you know."',
             ["I"]),
            ('"I never gave up on it.\n\n"But I am proud of them all," said LeCun.',
             ["I", "I"]),
            ('"It was a hard year," said LeCun. Pineau said: "I never gave up on it."', []),
            ('"It was a hard year," said LeCun. Pineau nodded.\n\n'
             'Snow fell.\n\n"I never gave up on it."', []),
        ],
    )  # fmt: skip
    def test_i_is_who_speaks_where_a_quotation_goes_on(self, body, expected):
        rows = [
            word for word in pronouns(body, "LeCun") if word.lower() not in ("he", "it")
        ]
        assert rows == expected


class TestTable:
    def test_the_key_and_the_rules(self):
        table = find("LeCun said his startup will leave Meta.")
        assert table[["start", "end", "entity", "kind", "rule"]].to_numpy().tolist() == [
            [0, 5, "LeCun", "name", "alias"],
            [11, 14, "LeCun", "pronoun", "he"],
            [11, 22, "AMI Labs", "nominal", "description"],
            [34, 38, "Meta", "name", "alias"],
        ]

    @pytest.mark.parametrize("body", ["Word", "Meta", "", "“", "he"])
    def test_an_article_of_one_word_gives_a_valid_table(self, body):
        table = find(body)
        assert table["surface"].tolist() == (["Meta"] if body == "Meta" else [])

    def test_a_missing_column_is_named(self):
        with pytest.raises(InputError, match="sentences lacks column 'paragraph'"):
            find_mentions(
                split_sentences(articles("Meta.")).drop(columns="paragraph"), CAST
            )

    def test_the_tables_given_are_not_changed(self):
        sentences = split_sentences(articles("LeCun left Meta. He is gone."))
        before = sentences.copy(deep=True)
        find_mentions(sentences, CAST)
        pd.testing.assert_frame_equal(sentences, before)


class TestBareTargets:
    BODY = (
        "Yann LeCun left Meta. He worked there for years. It paid him. LeCun said it grew."
    )

    def test_a_bare_target_becomes_what_its_mentions_show(self):
        cast = cast_from_targets(["LeCun", "Meta"])
        assert found(self.BODY, "LeCun", cast) == ["Yann LeCun", "He", "him", "LeCun"]
        assert found(self.BODY, "Meta", cast)[0] == "Meta"
        assert not set(found(self.BODY, "Meta", cast)) & {"He", "him"}

    def test_a_full_name_also_goes_by_its_surname(self):
        assert "LeCun" in found(self.BODY, "Yann LeCun", cast_from_targets(["Yann LeCun"]))


BODIES = st.lists(
    st.sampled_from(
        [
            "LeCun left Meta’s lab. ",
            "He said it’s “my plan”. ",
            "The company fell. ",
            "It hired.\n",
            "Pineau saw her own MSL (she did). ",
            "META AND FAIR\n\n",
            "“I quit,” LeCun said. ",
            "They met Robert Smith and his dog. ",
            "\t",
            "’ s ",
            "such a figure ",
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(BODIES, min_size=1, max_size=3), st.randoms())
def test_surfaces_stand_in_the_body_in_any_order_of_articles(bodies, random):
    table = articles(*bodies)
    sentences = split_sentences(table)
    mentions = find_mentions(sentences, CAST)
    by_id = dict(zip(table["article_id"], table["body"], strict=True))
    places = sentences.set_index(["article_id", "sentence"])
    for row in mentions.itertuples():
        assert by_id[row.article_id][row.start : row.end] == row.surface
        inside = places.loc[(row.article_id, row.sentence)]
        assert inside["start"] <= row.start < row.end <= inside["end"]
    order = list(range(len(bodies)))
    random.shuffle(order)
    again = find_mentions(split_sentences(table.iloc[order]), CAST)
    pd.testing.assert_frame_equal(mentions, again)


def test_a_text_five_times_as_long_takes_far_less_than_25_times():
    told = (
        "“Acme let us down in number {},” said John Brown of the union. Acme denied that it "
        "had failed. She walked home through the rain with her dog and a friend.\n\n"
    )
    cast, costs = cast_from_targets(["Acme"]), []
    for paragraphs in (10, 20, 100):  # the first only warms up
        sentences = split_sentences(articles("".join(map(told.format, range(paragraphs)))))
        began = process_time()
        assert len(find_mentions(sentences, cast)) > paragraphs
        costs.append(process_time() - began)
    assert costs[2] < 20 * costs[1]
