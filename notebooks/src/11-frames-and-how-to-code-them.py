# %% [markdown]
# # Frames, and how to code them
#
# *Costs to run: half a minute the first time, a few seconds after that.*
#
# ## Question
#
# A frame is what a sentence makes the story be about: a clash of visions, a company in turmoil, a
# life's work. Which frames does each text use, and how sure can we be of it?
#
# ## You will learn
#
# - what a codebook is, and how codes made by reading teach a model;
# - to hold labels against codes that the model has not seen: F1, and why it is not accuracy;
# - to correct a share for a model's errors in two ways, and which of the two to believe;
# - to disagree with a code, and see what that does.
#
# ## You need
#
# Notebooks 03 and 07.

# %% tags=["parameters"]
corpus = "../seeds"

# %%
from analysis import Reading, open_story
from analysis.exercises import check_answer
from analysis.measures.frame_codes import recode
from analysis.measures.frame_shares import share_frames

# %%
import pandas as pd

story = open_story(corpus)
Reading(pd.DataFrame(story.codebook.frames)[["name", "definition"]])

# %% [markdown]
# A sentence carries none of these, one, or several. The codebook also has a few *seed sentences* for
# each, made up to show it. A codebook of your own is a file with a name, a definition and some seed
# sentences a frame: everything below works with it.
#
# ## Coding by reading
#
# All sentences were read twice by a language model, the second time in another order and from a
# sheet without the first codes, but in one sitting: how far the two passes agree says how well the
# codes repeat, and no more. Two people would agree less. Alpha is Krippendorff's: 1 is perfect, 0 is
# chance.

# %%
from analysis.measures.agreement import measure_agreement

measure_agreement(story.codes.query("measure == 'frame'")).round(2)

# %% [markdown]
# Turmoil is the hardest to repeat. Here are the sentences on which the two passes differ. How would
# you code them?

# %%
turmoil = story.codes.query("measure == 'frame' and target == 'corporate_turmoil'")
passes = turmoil.pivot(index=["article_id", "text"], columns="pass", values="value")
Reading(passes[passes[1] != passes[2]].reset_index().head(6))

# %% [markdown]
# ## What the texts are made of
#
# ### Exercise: predict
# Which text speaks most of open research? Write the outlet's name.

# %% tags=["exercise"]
most_open = "Banandre"

# %% tags=["check"]
open_shares = story.frame_shares.query("frame == 'open_research' and estimate == 'corrected'")
most = open_shares.loc[open_shares["value"] == open_shares["value"].max(), "outlet"]
check_answer(most_open, most, hint="Look at the figure below.")

# %%
story.figure("frames-by-outlet")

# %% [markdown]
# Every number leads to its sentences. These carry "open research", by the model's labels, those of
# which it is surest first; marked are words that set such sentences apart.

# %%
story.evidence("frame share", target="open_research", n=4)

# %% [markdown]
# ## A model that learns to code
#
# Nobody codes a thousand articles by hand. So a model learns from the codebook and from codes, by
# what sentences mean (their embeddings) and how they are spelt. To be honest it must be tested on
# what it has not seen: each article is labelled by a model that learned from the *other* articles.
#
# F1 asks two questions at once: of the sentences labelled, how many are coded so (precision); of
# those coded, how many are labelled (recall)? A model that never labels anything would be right nine
# times in ten for a rare frame, and its F1 would be 0. Predict: which frame is hardest to learn?

# %%
story.figure("frame-quality")

# %% [markdown]
# ### Exercise: change
# Take all codes away, so that the model has the codebook alone. What macro-F1 is left (the mean F1
# of all frames)? Read it from the table.

# %%
shown = ["learned_from", "frame", "coded", "labelled", "precision", "recall", "f1"]
story.frame_quality.query("frame == 'all frames'")[shown].round(2)

# %% tags=["exercise"]
without_codes = 0.62

# %% tags=["check"]
quality = story.frame_quality.set_index(["learned_from", "frame"])["f1"]
left = quality["the codebook alone", "all frames"]
check_answer(without_codes, left, within=0.01, hint="It stands in the column f1.")

# %% [markdown]
# With a codebook and no codes you get labels too, but then nothing in *your* story says how far they
# err, and the seed sentences of this story were made up by one who had read its articles.
#
# ## Correcting a share
#
# Labels that err give shares that err, and not by the same amount everywhere. Two ways to correct:
#
# - *Rogan-Gladen* asks how often labels miss and how often they see too much, in all coded sentences
#   together, and calculates back. It believes that the model errs alike in every text.
# - *Prediction-powered inference* asks in which direction labels err in the coded sentences of this
#   outlet, and shifts its share by that. It needs codes of each outlet, drawn at random.
#
# Here only half of the sentences are taken as coded, so that the codes of all can judge the result.
# Predict: which comes closer?

# %%
story.figure("frames-corrected")

# %% [markdown]
# The race of AI companies shows why: in Banandre's text the labels see it in far more sentences than
# the codes do, and in Daddycow's in fewer.

# %%
race = story.frame_shares.query("frame == 'ai_race' and outlet in ['Banandre', 'Daddycow']")
race[["outlet", "estimate", "value", "low", "high", "n", "n_coded"]].round(2)

# %% [markdown]
# ### Exercise: contest
# Is this sentence about turmoil at Meta? The codes say no. Give it your own code, 1 or 0.

# %%
disputed = "The timing is particularly telling."
Reading(story.sentences.query("article_id.str.startswith('002') and 23 <= sentence <= 26")[["text"]])

# %% tags=["exercise"]
my_code = 1

# %% tags=["check"]
check_answer(my_code, [0, 1], hint="A code is 0 or 1.")

# %%
mine = recode(story.codes, disputed, "corporate_turmoil", my_code)
again = share_frames(story.sentences, story.frames, story.articles, mine, seed=story.seed)
by_hand = "frame == 'corporate_turmoil' and outlet == 'Banandre' and estimate == 'hand-coded'"
pd.concat([story.frame_shares.query(by_hand), again.query(by_hand)])[["value", "low", "high"]].round(3)

# %% [markdown]
# The first row is before, the second after. One code moves the share by one sentence in the text's
# seventy: far less than the interval is wide.
#
# ## What we found

# %%
story.caption("frames-by-outlet")

# %%
story.caption("frame-quality")

# %%
story.caption("frames-corrected")

# %%
story.findings("frame share", firm=True)

# %% [markdown]
# ## What this cannot show
#
# - Whose frame it is: a sentence that quotes LeCun's "dead end" carries the clash of visions,
#   whatever the outlet thinks.
# - Whether codes are right. A language model made them, alone; people may read otherwise.
# - What the outlets do elsewhere: there is one article of each.
# - With labels from a codebook alone, how common a frame is: they go to the sentences most like it.
#
# ## On your own
#
# 1. Code twenty sentences for one frame, put them away for a day, and code them again.
# 2. Write a frame of your own into a copy of `seeds/codebook.toml`, with five seed sentences, and
#    look at `story.frames` for it.
# 3. `story.compare("frame share", target="legacy")`: which differences are firm?
