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

# %% [markdown]
# ### Exercise: change
#
# Choose a number of topics other than the one that is shown in grey, and read from the curve of our
# method (`consensus`, left panel) how well its runs agree, to about a twentieth.

# %% tags=["exercise"]
my_number = 4
agreement_of_mine = 0.95

# %% tags=["check"]
from analysis.exercises import check_answer

means = story.topic_stability.query("method == 'consensus'").groupby("n_topics")["ari"].mean()
check_answer(agreement_of_mine, means.get(my_number), within=0.06, hint="Read the left panel.")

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
#
# ### Exercise: predict
#
# Which text speaks of the fewest topics? Write the outlet's name.

# %% tags=["exercise"]
narrowest = "Neuron Expert"

# %% tags=["check"]
shares = story.intervals.query("measure == 'topic share' and value > 0")
found = shares.groupby("outlet").size()
check_answer(narrowest, found[found == found.min()].index, hint="Look below.")

# %%
story.figure("topics-by-outlet")

# %%
story.findings("topic share", firm=True)

# %% [markdown]
# ### Exercise: contest
#
# This is the sentence of whose topic the grouping is least sure. To which topic would *you* give it?
# Write the topic's number.

# %%
placed = story.sentence_topics.merge(story.sentences).query("not heading")
doubtful = placed.nsmallest(1, "probability")
Reading(doubtful[["article_id", "topic", "probability", "text"]].round(2))

# %% tags=["exercise"]
my_topic = 0

# %% tags=["check"]
check_answer(my_topic, story.topics["topic"], hint="See the numbers in the first table.")

# %% [markdown]
# The share of that article's sentences by topic, without your vote and with it:

# %%
from analysis.exercises import recode

own = placed[placed["article_id"].isin(doubtful["article_id"])]
voted = recode(own, own.index.isin(doubtful.index), topic=my_topic)
own["topic"].value_counts(normalize=True).to_frame("before").join(
    voted["topic"].value_counts(normalize=True).rename("after"), how="outer").round(2)

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
