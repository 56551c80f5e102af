# %% [markdown]
# # Whose words reach the page
#
# *Costs to run: under a minute; the first time on a new story, some two minutes.*
#
# ## Question
#
# Who is allowed to speak in each telling, how much, and with which word are they introduced? What
# are the people and companies called? And which sentences did two texts take from one source?
#
# ## You will learn
#
# - to tell an outlet's own words from those that it quotes or reports;
# - why ten speakers may be less diverse than three;
# - how *said*, *warned* and *claimed* tell the reader what to think of what follows;
# - how a phrase beside a name judges, and how words add up to a difference between outlets;
# - what shared wording shows, and what it cannot show.
#
# ## You need
#
# Notebooks 01 and 04.

# %% tags=["parameters"]
corpus = "../seeds"
outlet = "The Decoder"
many = "Daddycow"
speaker = "LeCun"
target = "Meta"

# %%
from analysis import open_story
from analysis.exercises import check_answer

story = open_story(corpus)

# %% [markdown]
# ## How much of a text is somebody else's?
#
# Every stretch of speech, in quotation marks or reported ("he argued that ..."), belongs to whoever
# speaks; what is left is the outlet's own. Predict: which text gives the most room to others?

# %%
story.figure("who-speaks")

# %%
own = story.speaking.query("outlet == @outlet")
own.nlargest(5, "value")[["speaker", "type", "value", "low", "high", "words"]].round(2)

# %%
story.evidence("speaking", target=speaker, n=6)

# %% [markdown]
# The interval is wide where speech stands in few paragraphs: drop the one paragraph that holds it,
# and the share is another.
#
# ### Exercise: predict
#
# In which text does LeCun himself have the largest share of all words? Write the outlet's name.

# %% tags=["exercise"]
most_room = "The Decoder"

# %% tags=["check"]
by_him = story.speaking.query("speaker == @speaker")
check_answer(most_room, by_him.nlargest(1, "value")["outlet"], hint="Look at his panel above.")

# %% [markdown]
# ## Many speakers, or one?
#
# A text with twenty speakers in which one has nearly all the words is not diverse. Shannon's H and
# Simpson's index look at how many speak and how the words are shared: 0 is one speaker alone. Shannon's
# grows more with the number of speakers; for whose words lie nearest to even, see Simpson's as well.

# %%
story.figure("source-diversity")

# %% [markdown]
# ### Exercise: change
#
# Leave out the speakers who are nobody in particular. How many speakers of type `person` or
# `organisation` does Daddycow have? Change the list of types and count.

# %% tags=["exercise"]
named = 2

# %% tags=["check"]
types = ["person", "organisation"]
counted = story.speaking.query("outlet == @many and type in @types")
check_answer(named, len(counted), within=0, hint="story.speaking has a column `type`.")

# %% [markdown]
# ## Said, warned, claimed
#
# *Said* judges nothing. *Noted* takes what follows as a fact, *claimed* leaves it with the speaker,
# *believes* tells what nobody heard. The stance of each word is set beforehand, in a lexicon of our
# own whose rule stands beside it.

# %%
story.figure("reporting-verbs")

# %%
story.evidence("reporting verbs", target="warn")

# %% [markdown]
# ## What are they called?
#
# A name judges nothing; *AI godfather*, *tech giant*, *young and inexperienced* do. Predict three
# labels that you would find for LeCun, and two for Meta.

# %%
story.figure("what-each-outlet-calls-them")

# %%
story.labels.query("connotation == 'negative'")[["entity", "surface", "kind", "voice"]]

# %%
story.evidence("labels", target=target, n=5)

# %% [markdown]
# The column `voice` says whose words a label stands in: a harsh one may be quoted.
#
# ### Exercise: contest
#
# Our lexicon takes *tech giant* as neutral: size is no judgement. Read its sentences and give it a
# connotation of your own. Any of the three is right; see below how many labels of Meta would change
# sides.

# %%
story.evidence("names and labels", target="Meta: tech giant")

# %% tags=["exercise"]
my_connotation = "negative"

# %% tags=["check"]
check_answer(my_connotation, ["negative", "neutral", "positive"])

# %%
giants = story.labels.query("entity == @target and head == 'giant'")
giants.assign(mine=my_connotation)[["surface", "connotation", "mine"]]

# %% [markdown]
# ## Which words make two outlets differ?
#
# Each sentence hands its sentiment on to its words, in equal parts; the bars of a panel add up to
# the whole difference. Guess the first word before you look.

# %%
story.figure("word-shift")

# %% [markdown]
# ## Who follows whom?
#
# Passages that two texts share nearly word for word, and points that they make in the same order.

# %%
story.figure("shared-passages")

# %%
story.reuse.nlargest(6, "words")[["text", "other_text", "similarity"]]

# %% [markdown]
# ## What we found

# %%
story.caption("who-speaks")

# %%
story.caption("reporting-verbs")

# %%
story.caption("what-each-outlet-calls-them")

# %%
story.caption("shared-passages")

# %% [markdown]
# ## What this cannot show
#
# - Speech that our rules miss counts as the outlet's own; how often, `benchmarks/voices.py` says.
# - Whether a speaker is quoted fairly, or what was left out of the quotation.
# - Whether *claimed* was meant, or written to avoid *said* for the tenth time.
# - Who copied: two texts may follow one report that is not here.
# - Habits of an outlet: one article each.
#
# ## On your own
#
# 1. Change `speaker` to "Mark Zuckerberg". Who lets the other side of the quarrel speak?
# 2. Find a label that you would put elsewhere. Whose words does it stand in?
# 3. Take the longest shared passage. Where might both texts have it from?
