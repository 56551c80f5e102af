# %% [markdown]
# # How they feel about Meta and LeCun
#
# *Costs to run: a few seconds.*
#
# ## Question
#
# Is a sentence favourable or unfavourable to *this target*, and do the five texts differ?
#
# ## You will learn
#
# - why sentiment needs a target: a sentence can praise LeCun and blame Meta;
# - to read a mean with its interval, and a course through a text;
# - to hold a model's labels against a reader's before you believe them.
#
# ## You need
#
# Notebooks 01 and 02.

# %% tags=["parameters"]
corpus = "../seeds"

# %%
from analysis import Reading, open_story

story = open_story(corpus)
story.sentiment.groupby(["entity", "label"]).size().unstack()

# %% [markdown]
# The model reads each sentence with the target marked in it and gives three probabilities.
# The score is positive minus negative. Predict: toward whom is the *range* between texts wider,
# Meta or LeCun?
#
# ### Exercise: predict
#
# `"Meta"` or `"LeCun"`? (The next cell only works it out; it shows nothing.)

# %%
from analysis.exercises import check_answer, recode

means = story.intervals.query("measure == 'sentiment'").groupby("target")["value"]
spread = means.max() - means.min()

# %% tags=["exercise"]
wider_range = spread.idxmax()

# %% tags=["check"]
check_answer(wider_range, spread.idxmax(), hint="Look at the figure.")

# %%
story.figure("sentiment-by-outlet")

# %%
story.evidence("sentiment", target="Meta", n=6)

# %% [markdown]
# ### Exercise: contest
#
# Read the first of these sentences once more. How does it portray Meta: −1, 0 or 1? Any answer is a
# code, and may be contested in turn. The cell below shows what yours alone does to that text's mean.

# %% tags=["exercise"]
my_code = -1

# %% tags=["check"]
check_answer(my_code, [-1, 0, 1], hint="Write −1, 0 or 1.")

# %%
read = story.evidence("sentiment", target="Meta", n=None)
mine = recode(read, read.index == 0, value=my_code)
both = read.assign(with_your_code=mine["value"]).groupby("outlet")[["value", "with_your_code"]]
both.mean().round(2)

# %% [markdown]
# ## Through the article
#
# A mean hides the course. Where does each text turn?

# %%
story.figure("sentiment-through-article")

# %% [markdown]
# ## Headline against body
#
# A headline is one sentence: it can be shown, but not tested.

# %%
story.figure("headline-and-body")

# %% [markdown]
# ## Is the model right?
#
# Here are the model's labels beside codes made by reading the same sentences. Macro-F1 of 1 would be
# perfect; always answering "neutral" gets about .25 to .30.

# %%
from analysis.measures.code_scores import join_sentiment_codes, score_sentiment

score_sentiment(story.sentences, story.sentiment, story.codes).round(2)

# %%
joined = join_sentiment_codes(story.sentences, story.sentiment, story.codes).query("`pass` == 1")
joined.groupby(["target", "code", "label"]).size().unstack(fill_value=0)

# %% [markdown]
# Rows are what a reader coded, columns what the model said. Read some of the errors:

# %%
errors = joined.query("code != label and target == 'Meta'")
Reading(errors[["code", "label", "score", "text"]].round(2).head(8))

# %% [markdown]
# The model learned from political, financial and company news and from made-up sentences, some written
# after seeing what it got wrong here, but from none of these texts. Its errors need not cancel in a
# mean. The hand codes give these:

# %%
from analysis.measures.code_scores import average_codes

average_codes(story.codes, story.sentences, story.articles).round(2)

# %% [markdown]
# Where a mean of the model lies far from that of the codes, read the sentences. Notebook
# [07](07-how-far-can-we-trust-it.ipynb) goes through the errors and corrects the means by the codes.
#
# ## Whose words?
#
# "LeCun called it a dead end" is LeCun's opinion, told by the outlet. Predict: are the outlets' own
# words kinder to Meta than the words that they quote?
#
# ### Exercise: change
#
# The first table counts all words. Choose an outlet: of how many of its sentences on Meta are the words
# its own (`voice` is `outlet`)? A guess within five counts as right.

# %% tags=["exercise"]
my_outlet = "Banandre"
own_sentences = 14

# %% tags=["check"]
theirs = story.sentiment.merge(story.articles[["article_id", "outlet"]])
own = theirs["outlet"].eq(str(my_outlet)) & theirs["entity"].eq("Meta") & theirs["voice"].eq("outlet")
check_answer(own_sentences, own.sum(), within=5, hint="The next figure shows n.")

# %%
story.figure("sentiment-by-voice")

# %%
story.figure("sentiment-without-quotes")

# %% [markdown]
# ## What we found

# %%
story.caption("sentiment-by-outlet")

# %%
story.caption("sentiment-by-voice")

# %%
story.caption("sentiment-without-quotes")

# %%
story.findings("sentiment", firm=True)

# %% [markdown]
# ## What this cannot show
#
# - What the outlet thinks of what it quotes. Leaving out LeCun's words leaves those that the outlet
#   chose to put around them.
# - The outlets' stance: there is one article of each.
# - Anything finer than the model's error allows. Where model and hand codes disagree on the sign,
#   believe neither before you have read the sentences.
#
# ## On your own
#
# 1. Code ten sentences yourself, by the codebook, before looking at the model's labels.
# 2. Find a sentence that praises LeCun by blaming Meta. What does the model say to each?
# 3. `story.sentiment.query("uncertain")`: what do the sentences have in common?
