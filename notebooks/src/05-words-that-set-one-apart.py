# %% [markdown]
# # Words that set one apart
#
# *Costs to run: a few seconds.*
#
# ## Question
#
# Which words does one telling use more than the others, and what does each call LeCun's leaving?
#
# ## You will learn
#
# - what keyness is: over-use against the rest, with a prior that tames rare words;
# - why a large z is not yet a finding when words come in bursts;
# - how much a single verb says: *step down* or *jump ship*.
#
# ## You need
#
# Notebook 01.

# %% tags=["parameters"]
corpus = "../seeds"
outlet = "Banandre"

# %%
from analysis import open_story

story = open_story(corpus)
own = story.keyness.query("left == @outlet and log_odds > 0")
own.nlargest(10, "z").round(2)

# %% [markdown]
# `z` measures over-use as if every word were drawn alone. Words are not: an author who writes of a
# "philosophical divide" may write it twice. So `p` comes from dealing whole stretches of text to
# the two sides, and `q` corrects for asking about many words at once.
#
# Predict three words for each text before you look.

# %% [markdown]
# ### Exercise: change
#
# Choose another outlet, and write the word that you expect to set it apart most. Then look.

# %% tags=["exercise"]
another = "Daddycow"
first_word = "zuckerberg"

# %% tags=["check"]
from analysis.exercises import check_answer

over = story.keyness[story.keyness["left"].eq(str(another)) & (story.keyness["log_odds"] > 0)]
check_answer(first_word, over.nlargest(3, "z")["term"], hint="One of the first three counts.")

# %%
story.figure("distinguishing-words")

# %%
term = own.nlargest(1, "z")["term"].iloc[0]
story.evidence("keyness", target=term, outlet=outlet, n=4)

# %% [markdown]
# ## What do they call it?
#
# To leave is a fact; to *step down*, *quit*, *exit* or *jump ship* is a telling. The connotation is
# set beforehand in `seeds/codebook.toml`, where you can change it.
#
# ### Exercise: predict
#
# Which word is the commonest? Write its dictionary form.

# %% tags=["exercise"]
common_word = "departure"

# %% tags=["check"]
check_answer(common_word, story.namings["lemma"].mode(), hint="It is a noun.")

# %%
story.figure("naming-of-the-event")

# %%
story.evidence("naming", n=8)

# %% [markdown]
# ### Exercise: contest
#
# Is the commonest word really neutral? Give it the connotation that *you* hear in it, and see how many
# loaded wordings each text then has.

# %% tags=["exercise"]
my_connotation = "negative"

# %% tags=["check"]
check_answer(my_connotation, ["negative", "neutral", "positive"], hint="One of the three.")

# %%
from analysis.exercises import recode

commonest = story.namings["lemma"].isin(story.namings["lemma"].mode())
mine = recode(story.namings, commonest, connotation=my_connotation).merge(story.articles)
mine.groupby(["outlet", "connotation"]).size().unstack(fill_value=0)

# %% [markdown]
# ## What we found

# %%
story.caption("distinguishing-words")

# %%
story.caption("naming-of-the-event")

# %% [markdown]
# ## What this cannot show
#
# - Why a word is used. "Dead end" may be quoted in one text and claimed in another.
# - Style apart from content: a text that writes of more things has more words of its own.
# - Habits of an outlet: one article each.
#
# ## On your own
#
# 1. Change `outlet` and read the evidence of its first three words.
# 2. Change one connotation in `seeds/codebook.toml`. Does the figure's title change?
# 3. Which word would you use for the leaving, as neutral as you can? Is it in the figure?
