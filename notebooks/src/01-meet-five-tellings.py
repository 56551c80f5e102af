# %% [markdown]
# # Meet five tellings
#
# *Costs to run: a few seconds. Everything here is reading and counting; no model is involved.*
#
# ## Question
#
# What do we have, where is it from, and what did cleaning take away?
#
# ## You will learn
#
# - to look at provenance before looking at results;
# - what scrapers leave in a text, and how to check that nothing of worth was removed;
# - how a body becomes sentences, paragraphs and headings.
#
# ## You need
#
# Notebook 00.

# %% tags=["parameters"]
corpus = "../seeds"

# %%
from analysis import Reading, open_story

story = open_story(corpus)
known = story.articles.drop(columns=["body", "sha256", "event", "url"])
Reading(known)

# %% [markdown]
# An empty cell means *unknown*, and stays empty: no author, title or date is guessed. `published`
# holds a bound where the evidence gives one: `2025-11-11/..` reads "not before 11 November 2025".
#
# ## Predict before you look
#
# The longest of the five texts is how many times as long as the shortest? Twice, four times, ten?
#
# ### Exercise: predict
#
# Write a number. (The lengths stand in the table above: do not look yet.)

# %% tags=["exercise"]
times_as_long = 4

# %% tags=["check"]
from analysis.exercises import check_answer

words = story.articles["words"]
check_answer(times_as_long, words.max() / words.min(), within=0.5, hint="Now look.")

# %%
story.figure("articles")

# %% [markdown]
# Length matters for everything that follows: a long text has more room for praise *and* blame, more
# topics, more names. We compare shares and means, never raw counts.
#
# ## What cleaning took out
#
# Pages bring more than the article: the title twice, teasers of other stories, adverts, stubs of a
# comment section. What was removed is kept, with the rule that removed it.

# %%
Reading(story.removed[["article_id", "rule", "text"]])

# %% [markdown]
# ### Exercise: contest
#
# Which rule took out something that you would have kept? Write its name, as in the column `rule`. Then
# see how many words would come back, and where.

# %% tags=["exercise"]
contested_rule = "title"

# %% tags=["check"]
check_answer(contested_rule, story.removed["rule"], hint="Write it as in the table.")

# %%
removed = story.removed.assign(words=story.removed["text"].str.split().str.len())
removed[removed["rule"].eq(str(contested_rule))].groupby("article_id")["words"].sum()

# %% [markdown]
# Nothing is lost: body and removed stretches together rebuild the received text, to the character.

# %%
from analysis.corpus.rebuilding import rebuild_all

received = story.corpus.received.set_index("article_id")["text"]
(rebuild_all(story.articles, story.removed) == received).all()

# %% [markdown]
# ## From body to sentences
#
# Headings are sentences of their own kind: they are kept, and left out of the means unless we say
# otherwise.

# %%
Reading(story.sentences.query("heading")[["article_id", "sentence", "text"]])

# %%
story.sentences.groupby("article_id").agg({"sentence": "size", "paragraph": "nunique", "heading": "sum"})

# %% [markdown]
# ## What we found

# %%
story.caption("articles")

# %% [markdown]
# ## What this cannot show
#
# - Whether the outlet's name is right where its grade is `inferred` or `unknown`.
# - What the page looked like: pictures, links and layout are gone, and they frame a story too.
# - Some claims stand in one text alone (000 has an "oversubscribed Series A"). That is evidence of
#   a *telling*, not of a fact.
#
# ## On your own
#
# 1. Read the text of 003 in `seeds/articles/` from top to bottom. Where does the article end?
# 2. Which removed stretch would you have kept? Which kept line would you have removed?
# 3. Find the grade of each outlet in `seeds/README.md` and the evidence for it. Would it convince you?
