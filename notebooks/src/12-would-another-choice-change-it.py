# %% [markdown]
# # Would another choice change it
#
# *Costs to run: about half a minute the first time, a few seconds after that.*
#
# ## Question
#
# Behind every number stand choices: which model reads, what a mean is taken over, whose words count.
# Others could have been made. Would they have told another story?
#
# ## You will learn
#
# - to make every comparison under all reasonable combinations of choices at once;
# - to read a specification curve, and to name the choice that flips a finding;
# - why a sign that never changes is not yet a difference that is firm.
#
# ## You need
#
# Notebooks 04 and 07.

# %% tags=["parameters"]
corpus = "../seeds"
left, right = "Banandre", "The Decoder"
target = "Meta"

# %%
from analysis import Reading, open_story
from analysis.exercises import check_answer

story = open_story(corpus)
story.findings("sentiment", target=target, left=left, right=right)

# %% [markdown]
# That is one way to compare. Here are the choices that it rests on and all that could be chosen; where
# an option is the usual one, `alone` is the difference above. None is better than the usual one by
# anything that we measured; each has been used in published work or is asked for by careful readers.
# One is measurably worse: the small model errs more on such texts (its card says how much). It is kept
# as a stress test: a sign that even a weaker reader finds hangs less on which model read.

# %%
pair = "measure == 'sentiment' and target == @target and left == @left and right == @right"
options = story.robustness_choices.query(pair)
options[["choice", "option", "universes", "agree", "alone", "flips"]].round(2)

# %% [markdown]
# Each row is an option. `alone` is the difference if only this is done otherwise; `agree` is the share
# of all combinations with this option in which the sign is the usual one. A combination is called a
# universe, and all together a multiverse (Steegen and others, 2016).
#
# ### Exercise: predict
# Take one that looked clear: is Banandre's text harsher on LeCun than Neuron Expert's? Before you look:
# in what share of the combinations does that stay so? Write a number from 0 to 1.

# %% tags=["exercise"]
my_share = 1.0

# %% tags=["check"]
clear = "measure == 'sentiment' and target == 'LeCun' and left == 'Banandre' and right == 'Neuron Expert'"
agree = story.robustness_summary.query(clear)["agree"]
check_answer(my_share, agree, within=0.05, hint="See `agree` in story.robustness_summary.")

# %% [markdown]
# ## The curve
#
# Sort all universes by the difference that they give, and write below each one the choices that made
# it: a specification curve (Simonsohn, Simmons and Nelson, 2020). Left the difference with the
# smallest q; right the one with p below .2, firm or not, that choices divide most.
#
# Predict: which choices will stand together at one end?

# %%
story.figure("specification-curve")

# %% [markdown]
# Look for a row whose strokes are all on one side: that choice decides. Where strokes are spread
# evenly, the choice does not matter.
#
# ### Exercise: change
# Back to the pair above. Let the small model read instead of the large one, all else as usual. What
# is the difference now? Two decimals.

# %% tags=["exercise"]
with_small_model = -0.08

# %% tags=["check"]
small = options.query("option == 'small'")["alone"]
check_answer(with_small_model, small, within=0.01, hint="The column `alone`, row `small`.")

# %% [markdown]
# ## All comparisons together
#
# Expect that about half of all small differences do not survive every choice: a difference near
# nought has a sign, but not much of one.

# %%
story.figure("robustness")

# %% [markdown]
# A sign that stays under every choice is not a firm difference. Universes share their sentences, so
# they agree about what these sentences say, chance included.

# %%
tested = story.robustness_summary.merge(story.comparisons.dropna(subset="q"))
steady = tested.assign(steady=tested["agree"] == 1, firm=tested["q"] < 0.05)
steady.groupby(["steady", "firm"]).size().rename("comparisons").reset_index()

# %% [markdown]
# ### Exercise: contest
# Which option do you find most reasonable where ours is another? Name one from the table of options
# above, and see what it alone does to the pair. Every option is a right answer.

# %% tags=["exercise"]
my_option = "own words"

# %% tags=["check"]
check_answer(my_option, options["option"], hint="Copy one from the column `option`.")

# %%
options.loc[options["option"].eq(str(my_option)), ["choice", "option", "alone", "agree"]].round(2)

# %% [markdown]
# And the sentences? Every universe reads the same ones; here are those that move it most.

# %%
story.evidence("sentiment", target=target, outlet=right, n=3)

# %% [markdown]
# ## What we found

# %%
story.caption("robustness")

# %%
story.caption("specification-curve")

# %%
divided = story.robustness_summary.query("measure == 'sentiment'").nsmallest(3, "agree")
Reading(divided[["target", "left", "right", "universes", "agree", "flipped_by"]].round(2))

# %% [markdown]
# ## What this cannot show
#
# - **Chance.** All universes are made of one reading of the same few texts. See q for chance.
# - **Which choice is right.** The share counts choices as equals. If one of them is plainly better for
#   your question, take it, and say so.
# - **Choices that nobody listed.** Another cast, another cleaning, a third model: they are not here.
# - **An error that all choices share.** Both models learned from overlapping texts.
#
# ## On your own
#
# 1. Change `target`, `left` and `right` to a pair that you expect to be steady. Is it?
# 2. `story.robustness.query(pair).nsmallest(5, "difference")`: what do these universes have in common?
# 3. Which choice would an editor who dislikes the finding name first? What does it do?
