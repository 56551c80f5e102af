# %% [markdown]
# # Start here
#
# *Costs to run: under a minute, on any laptop, without a network. Read first; no programming is needed to follow.*
#
# ## Question
#
# On 11 November 2025 it became known that Yann LeCun, Meta's chief AI scientist, would leave.
# Five outlets told it. **How do different outlets tell the same story?**
#
# ## You will learn
#
# - what the five tellings are, and what is known of where they come from;
# - how to ask for a table, a figure, and the sentences behind a number;
# - where to go next, and how to bring a story of your own.
#
# ## You need
#
# Nothing but this folder. `python3 run.py lab` opened these notebooks for you.

# %% tags=["parameters"]
corpus = "../seeds"
target, outlet = "Meta", "Banandre"

# %% [markdown]
# ## The story in three lines
#
# A *story* is one corpus and its tables. Nothing is computed until you ask for it.

# %%
from analysis import Reading, open_story

story = open_story(corpus)
story

# %%
Reading(story.articles[["outlet", "outlet_grade", "title", "published", "words"]])

# %% [markdown]
# The grade beside an outlet's name says how we know it: `stated` by the text or by who listed it,
# `matched` (the same text stands at that address), `inferred` from style, or `unknown`. It travels with
# the name.
#
# ### Exercise: predict
#
# An exercise is a cell with `...` in it. Write your answer there, run it, and run the cell below it,
# which says whether the tables agree. Of how many of the five outlets is the name sure, that is,
# `stated` or `matched`?

# %% tags=["exercise"]
sure_of = 3

# %% tags=["check"]
from analysis.exercises import check_answer

expected = story.articles["outlet_grade"].isin(["stated", "matched"]).sum()
check_answer(sure_of, expected, hint="Count the grades in the table above.")

# %% [markdown]
# ## Predict before you look
#
# Five texts, one event. Which of the five do you expect to be hardest on Meta? Which kindest to
# LeCun? Write it down. Then run the next cell.

# %%
story.figure("plate")

# %% [markdown]
# ## Every number leads to its sentences
#
# Take any mark in that picture and ask what lies behind it. The words that refer to the target are
# marked; the number is the model's score, from −1 to +1.

# %%
story.evidence("sentiment", target=target, outlet=outlet, n=4)

# %% [markdown]
# Do you agree with each score? If not, you have already found the most important thing about
# measuring text: **read before you believe**. Notebook 07 says how often the model is wrong.
#
# ### Exercise: contest
#
# Read the first of these sentences again. How does it portray the target: −1 unfavourably, 0 plainly,
# 1 favourably? There is no wrong answer; then see what your code alone does to the mean.

# %% tags=["exercise"]
my_code = 0

# %% tags=["check"]
check_answer(my_code, [-1, 0, 1], hint="Write −1, 0 or 1.")

# %%
from analysis.exercises import recode

read = story.evidence("sentiment", target=target, outlet=outlet, n=None)
mine = recode(read, read.index == 0, value=my_code)
{"the model's mean": read["value"].mean().round(2), "with your code": mine["value"].mean().round(2)}

# %% [markdown]
# ## What we found

# %%
story.caption("plate")

# %% [markdown]
# ## What this cannot show
#
# There is one article per outlet. Whatever differs, differs between *these texts*. An outlet has
# many authors and many days; five articles say nothing about its habits.
#
# ## On your own
#
# | notebook | question |
# | --- | --- |
# | [01 meet five tellings](01-meet-five-tellings.ipynb) | What do we have, and where is it from? |
# | [02 watch the cast arrive](02-watch-the-cast-arrive.ipynb) | Who appears, when, and how often? |
# | [03 what they talk about](03-what-they-talk-about.ipynb) | Which topics, and whose? |
# | [04 how they feel about Meta and LeCun](04-how-they-feel-about-meta-and-lecun.ipynb) | Praise or blame, and how sure are we? |
# | [05 words that set one apart](05-words-that-set-one-apart.ipynb) | Which words, and what do they call the leaving? |
# | [07 how far can we trust it](07-how-far-can-we-trust-it.ipynb) | Is the sentiment right, and on your texts? |
# | [08 who acts on whom](08-who-acts-on-whom.ipynb) | Who does what to whom, and who has it done to them? |
# | [09 whose words reach the page](09-whose-words-reach-the-page.ipynb) | Who speaks, and what are they called? |
# | [10 what is left out](10-what-is-left-out.ipynb) | Which claims does one text alone make, and which does it lack? |
# | [11 frames and how to code them](11-frames-and-how-to-code-them.ipynb) | As what is the story told? |
# | [12 would another choice change it](12-would-another-choice-change-it.ipynb) | And if we had measured otherwise? |
# | [13 the story on one page](13-the-story-on-one-page.ipynb) | What may we conclude? |
#
# To bring a story of your own: put your articles as `.txt` files into a folder beside `seeds`, say in a
# `cast.toml` there whom they are about (like [ours](../seeds/cast.toml)), and change `corpus`, `target`
# and `outlet` at the top. Or run `tellings run FOLDER --out RESULT --target "Name=alias|alias"`.
