# %% [markdown]
# # What they talk about
#
# *Costs to run: half a minute the first time (the stability runs), a second after that.*
#
# ## Question
#
# Which topics does the story have, and which outlet gives room to which?
#
# ## You will learn
#
# - how sentences are grouped by meaning (embeddings and clustering, with BERTopic);
# - why the number of topics is measured and not wished for;
# - to compare shares between texts of different length.
#
# ## You need
#
# Notebook 01.

# %% tags=["parameters"]
corpus = "../seeds"

# %%
from analysis import Reading, open_story

story = open_story(corpus)
Reading(story.topics)

# %% [markdown]
# ## How many topics?
#
# Cluster any text into seven groups and you get seven groups. The question is whether you would get
# the *same* seven if something changed that should not matter: the seed of the random numbers, the
# order of the articles, a tenth of the sentences. Agreement between such runs is the adjusted Rand
# index (1 is identical, 0 is chance). Coherence (NPMI) asks whether a topic's words keep company.
#
# Predict: does agreement rise or fall with the number of topics?

# %%
story.figure("topic-stability")

# %%
shown = len(story.topics)
story.topic_stability.query("n_topics == @shown").round(2)

# %% [markdown]
# ## The map

# %%
story.figure("topic-map")

# %% [markdown]
# Never trust a label alone. Read the sentences that are most typical of the largest topic.

# %%
label = story.topics["label"].iloc[0]
story.evidence("topic share", target=label, n=6)

# %% [markdown]
# ## Whose topics?
#
# Predict: which of the five texts has the narrowest range?

# %%
story.figure("topics-by-outlet")

# %%
story.findings("topic share", firm=True)

# %% [markdown]
# ## What we found

# %%
story.caption("topics-by-outlet")

# %%
story.caption("topic-stability")

# %% [markdown]
# ## What this cannot show
#
# - A topic is *what* is talked about. Framing is *how*: the same topic can carry praise or blame.
# - Some of these topics follow *who* is named more than *what* is said of them, and by the words
#   alone (NPMI) the rivals NMF and LDA hang together better. Read the sentences, not the labels.
# - Sentences on the border belong to one topic here and could belong to two. `probability` in
#   `story.sentence_topics` says how central a sentence is.
# - A share of 20% in a text of twenty sentences is four sentences; look at the width of the bars.
#
# ## On your own
#
# 1. Give each topic a label of your own after reading its sentences. Compare with your neighbour.
# 2. Which topic would you split, and does the stability chart allow it?
# 3. Find a sentence whose topic you contest: `story.sentence_topics.sort_values("probability")`.
