# %% [markdown]
# # The story on one page
#
# *Costs to run: under a minute the first time (every comparison is made again under every choice), a
# few seconds after that.*
#
# ## Question
#
# What may we conclude: which of the differences that we saw hold, which may be chance, and which
# questions do these articles not answer?
#
# ## You will learn
#
# - what is resampled behind an interval, and why many comparisons need a correction;
# - to ask of a finding whether another reasonable choice would have changed it;
# - to take a refusal as a result, and to print a finding with its limits.
#
# ## You need
#
# Notebooks 03, 04 and 05; 12 if you want to know where the choices come from.

# %% tags=["parameters"]
corpus = "../seeds"

# %%
from analysis import Reading, open_story
from analysis.exercises import check_answer

story = open_story(corpus)
story.comparisons.groupby("measure").agg({"q": ["size", "count", "min"]}).round(3)

# %% [markdown]
# A row is a measure: how many pairs and targets were asked, how many the texts could answer, and the
# smallest *q*. With one article per outlet we can only resample inside the article: its paragraphs
# where it has at least six, else blocks of two sentences, widened for how far the sentences of a
# paragraph agree. The interval then says how far *this text's*
# mean depends on which of its paragraphs we happened to read. It says nothing on the outlet's next
# article.
#
# ## Chance
#
# Ask often enough and something differs. *q* corrects *p* for all pairs and targets of a measure: of
# the differences with q below .05, which we call *firm*, one in twenty is expected to be none.
#
# ### Exercise: predict
#
# Of all measures and pairs together, how many in a hundred of the answered comparisons are firm? Write
# a whole number; within five counts as right.

# %%
answered = story.comparisons.dropna(subset="q")
firm = answered[answered["q"] < 0.05]

# %% tags=["exercise"]
firm_in_hundred = round(100 * len(firm) / len(answered))

# %% tags=["check"]
check_answer(firm_in_hundred, 100 * len(firm) / len(answered), within=5, hint="Fewer than it seems.")

# %%
firm.groupby(["measure", "target"]).size().rename("firm differences").to_frame()

# %% [markdown]
# ## What is refused
#
# A row without an answer carries its reason. A headline is one sentence; an outlet may say too little.

# %%
refused = story.comparisons.query("reason != ''")
Reading(refused[["measure", "target", "left", "right", "reason"]].drop_duplicates("reason").head(8))

# %% [markdown]
# ### Exercise: change
#
# Choose two outlets and a measure that interest you, and look whether the texts answer. Write `True`
# if any of your pair's differences is firm, else `False`.

# %% tags=["exercise"]
my_outlet = "Banandre"
my_other = "The Decoder"
my_measure = "mention share"
is_firm = True

# %% tags=["check"]
own = firm[firm["measure"].eq(str(my_measure))]
pair = own["left"].eq(str(my_outlet)) & own["right"].eq(str(my_other))
either = pair | (own["left"].eq(str(my_other)) & own["right"].eq(str(my_outlet)))
check_answer(is_firm, either.any(), hint="Look at story.findings(my_measure, firm=True).")

# %% [markdown]
# ## Would another choice have changed it?
#
# Every comparison was made again with other choices that are as reasonable: words or paragraphs instead
# of sentences, with headings, without what others say; and with a smaller model, which reads such texts
# measurably worse and is there as a stress test. `agree` is the share of these that give the same sign;
# `flipped_by` names what turns it.

# %%
about = ["measure", "target", "left", "right", "difference", "universes", "agree", "flipped_by"]
sure = story.robustness_summary.merge(firm[["measure", "target", "left", "right", "q"]])
Reading(sure[[*about, "q"]].round(2))

# %% [markdown]
# ## The page
#
# Predict before you look: which four findings would *you* print, and which one would you not dare to?
#
# The plate chooses by a rule, the same for every story: of each question the comparison with the
# smallest q, and of equal ones the one that most choices bear out.

# %%
story.figure("plate")

# %% [markdown]
# ### Exercise: contest
#
# Take the sentence that the page quotes for an outlet and say whether it bears the finding out: `"yes"`,
# `"no"` or `"both"`. There is no wrong answer, but read its neighbours first: here the sentence of
# the first finding's first outlet, with the two before it and the two after.

# %%
from analysis.figures.findings import choose_findings
from analysis.figures.plate import best_sentence

first = choose_findings(story.comparisons, story.robustness_summary).iloc[0]
asked = "measure == @first.measure and target == @first.target and outlet == @first.left"
mean = story.intervals.query(asked)["value"].item()

# %%
behind = story.evidence(first["measure"], target=first["target"], outlet=first["left"], n=None)
at = best_sentence(behind, mean)
near = story.sentences.query("article_id == @at.article_id and abs(sentence - @at.sentence) <= 2")
Reading(near[["sentence", "text"]])

# %% tags=["exercise"]
bears_it_out = "both"

# %% tags=["check"]
check_answer(bears_it_out, ["yes", "no", "both"], hint="Write yes, no or both.")

# %%
behind.head(6)

# %% [markdown]
# ## What we found

# %%
story.caption("plate")

# %%
story.findings("sentiment", firm=True)

# %%
story.findings("mention share", firm=True)

# %% [markdown]
# ## What this cannot show
#
# - **No difference.** "Not firm" is not "the same": in made-up texts of these lengths fewer than half
#   of the true differences of 0.3 are found (`benchmarks/comparisons.py`).
# - **A text of few paragraphs, surely.** Blocks of two sentences are drawn there, and the interval is
#   widened by how far the sentences of a paragraph usually agree, which such a text cannot show.
# - **Outlets.** For a sentence about an outlet, collect at least five of its articles on the event.
# - **Cause.** A text may be harsher because it is later, longer, or about an interview.
# - **The choice of four.** The page shows of each question the smallest q of many. `q` allows for those of one
#   measure, not for our having looked at several measures.
# - **The model's error.** The intervals of sentiment hold the texts' variation alone. How often the
#   model is wrong on these texts is in [notebook 07](07-how-far-can-we-trust-it.ipynb).
#
# ## On your own
#
# 1. Say a difference that is firm in a sentence that a journalist could print, with its limits.
# 2. Which difference did you expect that is not firm? Read its evidence on both sides.
# 3. Copy the folder `seeds`, add a sixth article, and see which findings stay on the page.
