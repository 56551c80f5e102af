# %% [markdown]
# # Who acts on whom
#
# *Costs to run: a few seconds.*
#
# ## Question
#
# In each telling, who does something, and who has something done to them?
#
# ## You will learn
#
# - to read a sentence as *who does what to whom*, also where a noun hides it: "LeCun's departure" is
#   LeCun leaving;
# - what a verb says about who decides (agency) and who stands above whom (power);
# - how much of that hangs on one list of verbs, and how sure the result is.
#
# ## You need
#
# Notebook 02.

# %% tags=["parameters"]
corpus = "../seeds"
target = "Meta"
other = "LeCun"

# %%
from analysis import Reading, open_story

story = open_story(corpus)
Reading(story.actions[["agent", "verb", "patient", "form", "agency", "power"]].head(12))

# %% [markdown]
# One row per verb, or noun of an event, in which somebody of the cast acts or is acted on. They are
# found by grammar. An argument outside the cast is kept as its head word, one that is not said is
# empty: "was hired" does not say by whom.
#
# Predict before you look: who is acted on more often, the company or the man who leaves it?

# %%
story.figure("who-does-what")

# %% [markdown]
# Read the rows of the two targets against each other, then the sentences behind one of them, the verb
# with which the target is most often acted on:

# %%
done_to = story.actions.query("patient == @target")["verb"].mode()[0]
story.evidence("is acted on", target=f"{target}: {done_to}", n=5)

# %% [markdown]
# ### Exercise: predict
#
# Which text has the most actions in which LeCun departs, exits, leaves or quits? Write the outlet's
# name.

# %% tags=["exercise"]
most_leaving = "Daddycow"

# %% tags=["check"]
from analysis.exercises import check_answer

leaving = story.actions.query("agent == @other and verb in ['depart', 'exit', 'leave', 'quit']")
counts = leaving.merge(story.articles, on="article_id")["outlet"].value_counts()
check_answer(most_leaving, counts[counts == counts.max()].index, hint="Count its marks.")

# %% [markdown]
# ## Who acts, by outlet
#
# The *acting share* is the share of somebody's parts in actions in which they act. Half means: as
# often doer as done to.

# %%
story.figure("who-acts")

# %%
story.findings("acting share", target=target)

# %% [markdown]
# Intervals are wide, and a text with few such sentences has none: five sentences in which Meta has a
# part say little about Meta. Compare the two panels as well: is there a text in which the company
# acts more than the man who leaves it?
#
# ## Agency and power
#
# A list of verbs, written for this project by a stated rule, says of each whether its doer decides
# (+1) or undergoes (-1), and who is placed above whom. Predict: who has more agency?

# %%
story.figure("agency-and-power")

# %%
story.evidence("power", target=target, n=4)

# %% [markdown]
# ### Exercise: change
#
# "Leave" is listed as `equal`: neither is above the other. Suppose that who walks out has the upper
# hand. Of how many actions of leaving with Meta as the one left would the power change?

# %% tags=["exercise"]
changed = 11

# %% tags=["check"]
left = story.actions.query("patient == @target and verb in ['depart', 'exit', 'leave', 'quit']")
check_answer(changed, len(left.query("power == 'equal'")), hint="Look at `left`.")

# %% [markdown]
# ### Exercise: contest
#
# Take the first action below. Is its doer one who decides (1), undergoes (-1), or neither (0)? Give
# your own code, and see how far it is from the list's.

# %%
story.actions[["agent", "verb", "patient", "agency"]].head(1)

# %% tags=["exercise"]
mine = 1

# %% tags=["check"]
check_answer(mine, [-1, 0, 1], hint="Any of the three is a code.")

# %%
f"The list says {story.actions['agency'].iloc[0]:+.0f}."

# %% [markdown]
# ## What we found

# %%
story.caption("who-does-what")

# %%
story.caption("who-acts")

# %%
story.caption("agency-and-power")

# %% [markdown]
# ## What this cannot show
#
# - **What happened.** Plans, fears and questions count like facts; only "did not" is left out.
# - **Power in the world.** A verb places one above the other in a sentence. "Meta was left by LeCun"
#   and "Meta lost LeCun" are one event.
# - **A verb's sense.** "Launched a product" and "launched an attack" are one verb.
# - **Every action.** How many are found, and how many of them are right, is printed by
#   `python benchmarks/actions.py`, for sentences on which the rules were made and for others.
# - **Another reader's list.** One coder wrote it, in one pass.
#
# ## On your own
#
# 1. Exchange `target` and `other` and run the notebook again. What is done to LeCun?
# 2. Find a sentence in which a noun hides who did it ("the creation of"). Who would the verb name?
# 3. Change the agency of five verbs in `analysis/measures/lexicons/verbs.csv`. Does a finding turn?
