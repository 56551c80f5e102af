# %% [markdown]
# # What is left out
#
# *Costs to run: half a minute.*
#
# ## Question
#
# Which claims does each telling make, which does it leave out, and would its length alone explain that?
#
# ## You will learn
#
# - what a claim is, and how sentences that carry it are found, by a statement of yours or without one;
# - to read a grid of claims and outlets, with the sentences behind each mark;
# - to compare what a text leaves out with what a text of its length must leave out;
# - to tell sentences that speak against each other from claims that are merely missing.
#
# ## You need
#
# Notebook 05.

# %% tags=["parameters"]
corpus = "../seeds"
outlet = "The Decoder"

# %% [markdown]
# ## Claims, tracked and proposed
#
# A claim is one thing that can be checked: what happened, who said what, a figure, a date, a role.
# `claims.csv` in the story's folder lists statements to *track*; the machine *proposes* others.

# %%
from analysis import open_story

story = open_story(corpus)
story.claims.groupby("source").head(8)

# %% [markdown]
# ### Exercise: predict
#
# Five texts tell of one event. In which of them will most of the tracked statements be found? Write the
# outlet's name before you look.

# %% tags=["exercise"]
carries_most = "The Decoder"

# %% tags=["check"]
from analysis.exercises import check_answer

tracked = story.claim_counts.query("source == 'tracked'")
most = tracked.loc[tracked["carried"].eq(tracked["carried"].max()), "outlet"]
check_answer(carries_most, most, hint="A short text may carry more than a long one.")

# %%
story.figure("claims-by-outlet")

# %% [markdown]
# A ring says *not found, as far as recognised*: by its words the model finds about half of the sentences
# that a reader would mark, more of those that say a thing outright. Never write "X does not report it" from a
# ring alone. Read the text.
#
# Every filled mark has its sentences.

# %%
story.evidence("claim", target="Meta will be a partner of LeCun's startup.", n=6)

# %% [markdown]
# ### Exercise: contest
#
# Read the first sentence above. Does it carry the statement? Write yes, no, or partly; there is no wrong
# answer, but you should be able to defend yours.

# %% tags=["exercise"]
my_verdict = "yes"

# %% tags=["check"]
check_answer(my_verdict, ["yes", "no", "partly"], hint="One of the three.")

# %% [markdown]
# ## Track a statement of your own
#
# ### Exercise: change
#
# Write a statement in one sentence, and guess how many sentences of all the texts carry it. (The solution
# tracks that LeCun worked at Meta for twelve years.)

# %% tags=["exercise"]
my_statement = "LeCun worked at Meta for twelve years."
sentences_found = 3

# %% tags=["check"]
from analysis.measures.claim_scores import score_statements

asked = [] if my_statement is ... else [my_statement]
scores = score_statements(asked, story.sentences, story.mentions, story.cast)
check_answer(sentences_found, scores["supported"].sum(), hint="See the scores below.")

# %%
scores.nlargest(6, "score")[["article_id", "sentence", "score", "supported", "text"]]

# %% [markdown]
# ## Left out, or merely short?
#
# A text of 18 sentences cannot say what one of 82 says. So as many sentences as it has are drawn from
# the *other* texts, many times, and the same claims are looked for. Predict: which texts leave out more than
# their length explains?

# %%
story.figure("what-is-left-out")

# %%
story.omissions.query("outlet == @outlet and source == 'tracked'")

# %% [markdown]
# ## Sentences that speak against each other
#
# Who "leaves" and "stays until the end of the year" does both. What looks like a contradiction is a place
# to read closely: both sides are shown, and which of them is right is yours to find out.

# %%
opposed = story.contradictions.nlargest(8, "similarity")
opposed[["kind", "entity", "left_words", "right_words"]]

# %% [markdown]
# ## What we found

# %%
story.caption("claims-by-outlet")

# %%
story.caption("what-is-left-out")

# %% [markdown]
# ## What this cannot show
#
# - That a text does not say something: it may say it in words that the model does not recognise.
# - Why something is left out. The texts were written on different days; what was not known could not be told.
# - Who stands behind a claim. A sentence that reports that somebody makes it counts as carrying it, and so may
#   one that denies it in other words.
# - Whether a claim is true. That several texts carry it may mean that they copied one source.
# - Habits of an outlet: one article each.
#
# ## On your own
#
# 1. Add a statement to `claims.csv` and draw the grid again.
# 2. Take one ring and search its text by eye: is the claim there in other words?
# 3. Which claim that one text alone has would change the story most? `story.claims.query("outlets == 1")`.
