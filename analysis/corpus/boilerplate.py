"""Lines that sites and scrapers leave around an article, each known by its wording.

A rule reads a whole line with set wording, never a word inside a sentence: a sentence
about cookies, sponsors or newsletters stays. Wordings are regular expressions in which
`...` stands for any rest, a space for any white space, and round brackets do not
capture; names in angle brackets are defined in `_TERMS`. Case does not matter, nor do
marks around the line, but a line that opens with a quotation mark is speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analysis.corpus.lines import Line

Place = Literal["anywhere", "top", "bottom"]
EDGE = 6
_LONGEST = 900  # characters: longer lines are prose, and patterns stay quick

_MONTHS = "jan feb mar apr may jun jul aug sep sept oct nov dec"
_DAYS = "mon tue tues wed thu thur thurs fri sat sun"
_JOINING = "at on to in by via from and with of for"
_TERMS = {
    "month": "(" + "|".join(_MONTHS.split()) + ")[a-z]*",
    "day": "(" + "|".join(_DAYS.split()) + ")([a-z]*day)?",
    "clock": r"\d{1,2}([:.]\d{2}){1,2}\s?([ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?",
    "year": r"(19|20)\d{2}",
    "numbers": r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(T\S+)?",
    "ago": r"(\d+|an?) (minute|min|hour|hr|day|week|month|year)s? ago",
    "word": "<month>|<day>|<clock>|<numbers>|<ago>|<year>|at|on|[A-Z]{1,3}T|UTC|GMT"
    r"|\d{1,2}(st|nd|rd|th)?",
    "date": r"(?=.*(\d.*<month>|<month>.*\d|<numbers>|<ago>|<clock>))"
    r"(<word>)([\s,|·•/()–-]+(<word>))*",
    "piece": "(article|story|piece|post|report|content|page|column|essay|video)",
    "advert": "(advertisements?|advertising|advertorial|ads?|sponsored( content| post)?)",
    "network": "(facebook|twitter|x|reddit|tumblr|pinterest|whats ?app|linked ?in"
    r"|google\+?|e-?mail|print|more|telegram|flipboard|pocket|skype|messenger|sms"
    r"|copy link|link|mastodon|bluesky|threads|share|tweet|pin|save|like|like this"
    r"|loading(\.{3}|…)?|related)",
    "agency": "(getty( images)?|reuters|ap|afp|associated press|shutterstock|bloomberg"
    "|i?stock(photo)?|unsplash|pexels|pixabay|alamy( stock photo)?|epa"
    "|wikimedia( commons)?)",
    "letter": "(newsletters?|mailing list|e-?mail (list|updates|alerts)|inbox)",
    "picture": "(photo|image|picture|video|graphic|illustration|screenshot|photograph)s?",
    "items": "(articles?|stories|posts?|news|reads?|reading|coverage|topics?|videos?|links?)",
    "nojoin": "".join(rf"(?<!\b{word})" for word in _JOINING.split()),
    "url": r"(https?://\S+|www\.\S+)",
    "name": r"[\w.’' -]{3,40}",
}
# rule, most words in the line, where it may stand, wordings
_WORDINGS: tuple[tuple[str, int, Place, tuple[str, ...]], ...] = (
    ("advert", 12, "anywhere", (
        "<advert>( - ...)?", r"<advert> (feedback|by \S+)", "skip <advert>",
        "(story|article) continues below( <advert>)?", "continue reading below",
        "(scroll|swipe) to continue...", "remove ads", "report this ad",
    )),
    ("advert", 15, "bottom", (
        r"(start|get|begin|try|join|buy|shop|order|claim|launch|boost)\b[^.]*"
        r"\b(your|free)\b[^.]*( now| today| here| free)!?",
    )),
    ("comments", 120, "anywhere", (
        r"((view|show|see|all) ){0,2}(\(?\d+\)? )?comments?( ?\(?\d+\)?)?",
        "(leave|post|add|write) (a|your) (comment|reply)...", "add your two cents...",
        "(no|be the first to) comments?...", "comments are (closed|off|disabled)...",
        "(join|start) the (conversation|discussion)", "log ?in to (comment|reply)...",
        "((please )?(adhere to|read|see|review) )?our (comment(ing|s)?|community) "
        "(policy|guidelines|rules)...",
        "(let us know|tell us)( what you think)? in the comments...",
    )),
    ("related", 12, "anywhere", (
        "(related|recommended|similar|more|other|latest|popular|trending|top|(most )?recent"
        "|most (read|popular)) <items>( (by|from) ...)?", "related", "trending( now)?",
        "most (read|popular)", "(older|earlier|previous|past) <items> by ...",
        "more (from|on|by) (the|this|us|our) ...", "up next",
        "you (may|might) (also )?(like|be interested in)...", "recommended( for you)?",
    )),
    ("read more", 25, "anywhere", (
        "(read|see|find out|watch) (more|also|next)( here| at| on)? ?[:»>|→–-]...",
        "(read|see|watch) also ...", "(read|see|learn|find out) more( here)?( (about|on) ...)?",
        "(read|see) (also|next)", "what to read next", "related (story|article|reading):...",
        r"read the (full|original|whole) <piece>\b...", "related:...",
        r"continue reading\b...", "([^.]... )?click (here|for (more|details))( .{0,20})?",
    )),
    ("share", 40, "anywhere", (
        "(share|like)( this| on| via)?( <piece>)?( ?:)?([ ,|/·•]*((on|to|via) )?<network>)*",
        r"share this with\b...", r"\d+ shares?", "tweet( this)?", "copy link",
        r"(spread the word|(please )?(like and share|share and like))\b...",
        r"(please )?(like|share) (and (like|share|subscribe) )?this <piece> (with|on|if)\b...",
        "(print|email|save)( this)? <piece>",
    )),
    ("subscribe", 30, "anywhere", (
        r"(please )?(sign up|subscribe|register)\b...\b<letter>\b...", "log in|sign in",
        r"(please )?subscribe( (now|today|here|free)| (to|for) (my|our|the|this|us)\b...)?",
        "sign up( (now|today|here|for free))?", r"already a subscriber\?...",
        r"(get|receive) ...\b(newsletter|(in )?(in)?to your inbox)\b...",
        "(enter )?your e-?mail( address)?", "donate( (now|today|here))?", "get the app",
        r"(please )?follow (us|me|@\w+)\b...", r"follow ...\bon <network>",
        r"(please )?support (us|our (work|journalism|site)|independent journalism)\b...",
        r"you can (support|donate to) (us|my|our|this)\b...",
        r"download (the|our) (\w+ )?app\b...",
    )),
    ("subscribe", 60, "bottom", (
        r"...\bcan be (reached|contacted) (at|by|on|via)\b...",
        r"...\b(follow|reach|contact|e-?mail|find) (him|her|them|me|us|@\w+) (on|at|via)\b...",
    )),
    ("cookies", 60, "anywhere", (
        r"(we|this (web)?site|our (web)?site)( and our partners)? uses? cookies\b...",
        r"by (continuing|using|clicking|browsing)\b...\byou (agree|accept|consent)\b...",
        "(accept|reject)( all)?( cookies)?", "privacy policy", "terms of (use|service)",
        "((manage|your) )?cookie (policy|settings|preferences|notice)",
    )),
    ("copyright", 60, "anywhere", (
        r"(©|(copyright )?(©|\(c\)) ?<year>|copyright ?(©|<year>))...",
        r"[^.]*\ball rights reserved\b...",
        r"(this|our) (\w+ )?<piece>s? may (not )?be (freely )?(re|pub)...",
        r"we encourage you to (share|republish)\b...",
        r"(reprinted|republished|reposted) (here )?(with permission|from|under)\b...",
    )),
    ("source", 40, "anywhere", (
        "this <piece> ((was|is|has been) )?((originally|first|also) )+"
        r"(appeared|published|posted|produced|written|ran|run)\b...",
        "(the )?post ... (appeared first|first appeared) on ...",
        r"originally (published|posted|appeared)\b...", r"(\w[^.!?]{0,140}<nojoin> )?<url>",
        r"(source|via|h/?t|hat tip|reference)s? ?:( ?<url>)+", r"source: [\w .&'-]{1,40}",
        r"[\w-]+\.(com|org|net)",
        "(for )?more (information|info)( see)?:?", "(source|reference|link|footnote)s?:?",
        "from (rt|ap|reuters|afp|bbc|cnn|npr)",
    )),
    ("credit", 15, "anywhere", (
        r"<picture>( credit)?s? ?:[^.]{0,60}", r"<picture> (credit|courtesy|by)\b...",
        "credits? ?:...", "courtesy of ...", r"screenshot (from|via|of)\b...",
        "<agency>( ?(photo|images?|file|via|[/|,]).{0,40})?",
        r"<name> ?[/|] ?<agency>( ?(via|/|photo).{0,30})?",
    )),
    ("media", 8, "anywhere", (
        "(watch|listen|view)( (the|this|full|on|it|video|live|below|interview|here|now"
        "|above|youtube|podcast))+", "(play )?video", "photos?", "gallery", "playlist",
    )),
    ("tags", 60, "anywhere", (
        "(tags?|filed (under|in)|posted in|categor(y|ies)|topics|keywords) ?:...",
    )),
    ("timestamp", 16, "anywhere", (
        "(first )?(published|updated|posted|last (updated|modified))( ?(on|at|:))*"
        "( <date>)?( by <name>)?", r"\d+ min(ute)?s? read", "reading time...",
        "<date> ?[—–|-] ?<name>",
    )),
    ("timestamp", 12, "top", ("<date>",)),
    ("contact", 12, "anywhere", (
        r"\S+@\S+\.\w+", r"((tel|phone|fax|call)\.? ?:? ?)?\+? ?\d[\d ()-]{6,}",
        r"(e-?mail|contact|twitter|skype|website|phone|tel): ?\S+",
        "contact( us| me)?", r"\[email protected\]",
    )),
    ("stub", 6, "anywhere", (
        "skip to (main )?content", "back to top", r"loading", r"page \d+ of \d+",
        "(toggle|open|close) (menu|navigation)", "click to enlarge", r"\d+ views?",
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One rule: its name, the wording of a whole line, its length, where it may stand.

    `top` and `bottom` are the first and the last six lines with text.
    """

    name: str
    pattern: re.Pattern[str]
    most_words: int
    place: Place


def _compile(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """Turn wordings into one regular expression for a whole line."""
    joined = "|".join(wordings)
    while (term := re.search(r"<([a-z]+)>", joined)) is not None:
        joined = joined.replace(term[0], f"({_TERMS[term[1]]})")
    joined = joined.replace("...", ".*")
    joined = re.sub(r"(?<!\\)\((?!\?)", "(?:", joined)
    joined = re.sub(r"(?<!\\) (?![^\[]*\])(?!\?)", r"\\s+", joined).replace(" ?", r"\s*")
    return re.compile(rf"[^\w\"“‘'«]{{0,9}}(?:{joined})[\W_]{{0,9}}", re.IGNORECASE)


RULES = tuple(Rule(n, _compile(wordings), m, p) for n, m, p, wordings in _WORDINGS)
_SHARE_WORD = re.compile(_compile(("<network>",)).pattern, re.IGNORECASE)
_WITH_WORDS = re.compile(r"[^\W_]")


def find_rule(line: Line, position: int, count: int) -> str:
    """Return the name of the rule that a line falls under, empty where there is none.

    Parameters
    ----------
    line : Line
        A line with text.
    position, count : int
        Which line with text it is, and of how many.

    Examples
    --------
    >>> from analysis.corpus.lines import split_lines
    >>> find_rule(split_lines("Comments (0)")[0], 9, 10)
    'comments'
    """
    if not _WITH_WORDS.search(line.text):
        return "ornament"
    if len(line.text) > _LONGEST:
        return ""
    for rule in RULES:
        if (
            len(line.words) <= rule.most_words
            and _stands(rule.place, position, count)
            and rule.pattern.fullmatch(line.text)
        ):
            return rule.name
    return ""


def is_share_word(line: Line) -> bool:
    """Whether the line is no more than the name of a network or button.

    Such a word alone may be a heading; two such lines in a row are buttons.
    """
    return len(line.words) <= 4 and bool(_SHARE_WORD.fullmatch(line.text))


def _stands(place: Place, position: int, count: int) -> bool:
    """Whether a line stands where a rule may apply."""
    near = {"top": position < EDGE, "bottom": position >= count - EDGE}
    return near.get(place, True)
