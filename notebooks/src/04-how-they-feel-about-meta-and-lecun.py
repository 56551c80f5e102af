# %% [markdown]
# # How they feel about Meta and LeCun
#
# *Costs to run: a few seconds.*
#
# ## Question
#
# Is a sentence favourable or unfavourable to *this target*, and do the five texts differ?
#
# ## You will learn
#
# - why sentiment needs a target: a sentence can praise LeCun and blame Meta;
# - to read a mean with its interval, and a course through a text;
# - what this first model gets wrong, measured, before you believe it.
#
# ## You need
#
# Notebooks 01 and 02.

# %% tags=["parameters"]
corpus = "../seeds"

# %%
from analysis import Reading, open_story

story = open_story(corpus)
story.sentiment.groupby(["entity", "label"]).size().unstack()

# %% [markdown]
# The model reads each sentence with the target hidden behind a mask and gives three probabilities.
# The score is positive minus negative. Predict: toward whom is the *range* between texts wider,
# Meta or LeCun?

# %%
story.figure("sentiment-by-outlet")

# %%
story.evidence("sentiment", target="Meta", n=6)

# %% [markdown]
# ## Through the article
#
# A mean hides the course. Where does each text turn?

# %%
story.figure("sentiment-through-article")

# %% [markdown]
# ## Headline against body
#
# A headline is one sentence: it can be shown, but not tested.

# %%
story.figure("headline-and-body")

# %% [markdown]
# ## What it cannot do yet
#
# Here are the model's labels beside codes made by reading the same sentences. Macro-F1 of 1 would be
# perfect; always answering "neutral" gets about .25 to .30.

# %%
from analysis.measures.agreement import join_sentiment_codes, score_sentiment

score_sentiment(story.sentences, story.sentiment, story.codes).round(2)

# %%
joined = join_sentiment_codes(story.sentences, story.sentiment, story.codes).query("`pass` == 1")
joined.groupby(["target", "code", "label"]).size().unstack(fill_value=0)

# %% [markdown]
# Rows are what a reader coded, columns what the model said. Read some of the errors:

# %%
errors = joined.query("code != label and target == 'Meta'")
Reading(errors[["code", "label", "score", "text"]].round(2).head(8))

# %% [markdown]
# The model learned from political news about persons. It takes upbeat business prose for praise and
# plain facts for opinion. **So read the figure above as a demonstration of the method, not yet as a
# finding about these texts.** The hand codes give other means:

# %%
from analysis.measures.agreement import average_codes

average_codes(story.codes, story.sentences, story.articles).round(2)

# %% [markdown]
# ## What we found

# %%
story.caption("sentiment-by-outlet")

# %%
story.findings("sentiment", firm=True)

# %% [markdown]
# ## What this cannot show
#
# - *Whose* opinion it is. "LeCun called it a dead end" counts like the outlet's own words; voices
#   are not told apart yet.
# - The outlets' stance: there is one article of each.
# - Anything finer than the model's error allows. Where model and hand codes disagree on the sign,
#   believe neither before you have read the sentences.
#
# ## On your own
#
# 1. Code ten sentences yourself, by the codebook, before looking at the model's labels.
# 2. Find a sentence that praises LeCun by blaming Meta. What does the model say to each?
# 3. `story.sentiment.query("uncertain")`: what do the sentences have in common?
