# %% [markdown]
# # Watch the cast arrive
#
# *Costs to run: a few seconds; the parser reads five articles once.*
#
# ## Question
#
# Who appears in each telling, when, and by which words?
#
# ## You will learn
#
# - that a person is mentioned by name, by description ("the Turing Award winner") and by pronoun;
# - to read an arrival chart;
# - to check a machine's reading against codes made by hand.
#
# ## You need
#
# Notebook 01. The cast is listed in `seeds/cast.toml`; open it beside this page.

# %% tags=["parameters"]
corpus = "../seeds"
person = "LeCun"

# %%
from analysis import open_story

story = open_story(corpus)
story.mentions.query("entity == @person").head(8)

# %% [markdown]
# Each mention says how it was found (`rule`). A part is not the whole: FAIR and Meta
# Superintelligence Labs are members of their own, and "his new company" is never Meta.
#
# ## Predict before you look
#
# Apart from LeCun and Meta, who is in all five texts? Who is in one alone?
#
# ### Exercise: predict
#
# Write one name that you expect in all five, as it stands in the cast.

# %% tags=["exercise"]
in_every_text = "FAIR"

# %% tags=["check"]
from analysis.exercises import check_answer

texts = story.mentions.groupby("entity")["article_id"].nunique().drop(story.targets)
check_answer(in_every_text, texts[texts == len(story.articles)].index, hint="Look below.")

# %%
story.figure("cast-arrival")

# %% [markdown]
# Read a row from left to right: that is one person's presence in the course of the article. The
# filled mark is the arrival.

# %%
story.figure("who-is-mentioned")

# %%
story.evidence("mention share", target="Mark Zuckerberg", n=4)

# %% [markdown]
# ### Exercise: change
#
# Choose somebody else, by the name in the cast, and read from the chart in how many of the texts they
# are referred to.

# %% tags=["exercise"]
another = "Mark Zuckerberg"
texts_with_them = 3

# %% tags=["check"]
theirs = story.mentions[story.mentions["entity"].eq(str(another))]
check_answer(texts_with_them, theirs["article_id"].nunique(), hint="Count the texts in which there is a mark.")

# %% [markdown]
# ## By which words
#
# A name is neutral ground; a description is a choice.

# %%
story.mentions.query("kind == 'nominal' and entity == @person")[["article_id", "surface"]]

# %% [markdown]
# ### Exercise: contest
#
# Is a description of LeCun praise, blame or plain? Take the first one above and give it a word of your
# own: `negative`, `neutral` or `positive`. All others stay plain until somebody contests them; the
# cell below counts them by text.

# %% tags=["exercise"]
my_word = "positive"

# %% tags=["check"]
check_answer(my_word, ["negative", "neutral", "positive"], hint="Write one of the three.")

# %%
from analysis.exercises import recode

plain = story.mentions.query("kind == 'nominal' and entity == @person").assign(word="neutral")
mine = recode(plain, plain["surface"] == plain["surface"].iloc[0], word=my_word)
mine.groupby(["article_id", "word"]).size().unstack(fill_value=0)

# %% [markdown]
# ## How far can we trust it
#
# All sentences were coded by reading, in two passes, before the rules were tuned. The coder is a
# language model (`coder_kind: model`): its two passes show repeatability, not agreement of people.

# %%
from analysis.measures.agreement import measure_agreement
from analysis.measures.code_scores import score_references

measure_agreement(story.codes).query("measure == 'reference'").round(3)

# %%
score_references(story.sentences, story.mentions, story.codes).round(3)

# %% [markdown]
# ## What we found

# %%
story.caption("cast-arrival")

# %%
story.caption("who-is-mentioned")

# %% [markdown]
# ## What this cannot show
#
# - *How* someone is spoken of: being mentioned is neither praise nor blame.
# - People who are not in the cast. The list is ours; an absence from it is a choice.
# - Pronouns in other genres: the resolver is measured on encyclopaedia text (see `benchmarks/`) and
#   on these five articles, not on yours.
#
# ## On your own
#
# 1. Change `person` to `"Alexandr Wang"` and run again. Which texts leave him out?
# 2. Add someone to `seeds/cast.toml` whom you miss, and watch them arrive.
# 3. Take three sentences in which a pronoun stands for LeCun. Could it stand for someone else?
