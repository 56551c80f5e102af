# %% [markdown]
# # What we may conclude
#
# *Costs to run: a few seconds.*
#
# ## Question
#
# Which of the differences that we saw hold, which may be chance, and which questions do five
# articles not answer?
#
# ## You will learn
#
# - what is resampled behind an interval, and why it matters;
# - why many comparisons need a correction;
# - to take a refusal as a result.
#
# ## You need
#
# Notebooks 03, 04 and 05.

# %% tags=["parameters"]
corpus = "../seeds"

# %%
from analysis import Reading, open_story

story = open_story(corpus)
story.comparisons.groupby("measure").agg({"q": ["size", "count", "min"]})

# %% [markdown]
# With one article per outlet we can only resample inside the article: its paragraphs where it has at
# least six, else blocks of two sentences. The interval then says how far *this text's* mean depends
# on which of its paragraphs we happened to read. It says nothing on the outlet's next article.
#
# Predict: of all pairs and both targets, how many differences in sentiment will be firm?

# %%
story.figure("sentiment-differences")

# %%
story.findings("sentiment", target="Meta")

# %% [markdown]
# ## What is refused
#
# A row without an answer carries its reason.

# %%
refused = story.comparisons.query("reason != ''")
Reading(refused[["measure", "target", "left", "right", "reason"]].head(8))

# %% [markdown]
# ## What we found

# %%
story.findings("sentiment", firm=True)

# %%
story.findings("topic share", firm=True)

# %%
story.findings("mention share", firm=True)

# %%
story.figure("plate")

# %% [markdown]
# ## What this cannot show
#
# - **No difference.** "Not firm" is not "the same": in made-up texts of these lengths fewer than half
#   of the true differences of 0.3 are found (`benchmarks/comparisons.py`).
# - **Neuron Expert, surely.** Its text has two paragraphs, so blocks of two sentences are resampled.
#   Where the sentences of a paragraph agree, that is too sure of itself: chance passes p = .05 more
#   often than one time in twenty.
# - **Outlets.** For a sentence about an outlet, collect at least five of its articles on the event.
# - **Cause.** A text may be harsher because it is later, longer, or about an interview.
# - **The model's error.** The intervals of sentiment hold the texts' variation alone. How often the
#   model is wrong on these texts is in [notebook 07](07-how-far-can-we-trust-it.ipynb).
# - **What is left out.** An absence from a text is not measured here.
#
# ## On your own
#
# 1. Say one of the firm differences in a sentence that a journalist could print, with its limits.
# 2. Which difference did you expect that is not firm? Read its evidence on both sides.
# 3. Copy the folder `seeds`, add a sixth article, and see which results change.
