"""A lexicon of our own: what a reporting verb lets the reader think of what is said.

Rule, by the verb alone, in news English:
- neutral: says that something was said or written, and nothing more
- endorsing: takes it as a fact, known or shown ("note", "reveal", "point out")
- conceding: takes it as a fact that the speaker would rather not say ("admit")
- distancing: leaves its truth with the speaker, or doubts it ("claim", "allege")
- forceful: shows the speaker pressing, attacking, warning or praising ("warn", "insist")
- thinking: tells what the speaker thinks, feels or wants, which nobody heard ("believe")
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STANCES: dict[str, tuple[str, ...]] = {
    "neutral": (
        "according to",
        *_words(
            """say tell write state report add announce speak reply respond answer ask
            comment describe mention post tweet continue explain recount recall read quote
            call observe discuss relate narrate email text inform remark put express outline
            summarize summarise testify talk quip joke cite"""
        ),
    ),
    "endorsing": (
        "point out",
        *_words(
            """note reveal show confirm demonstrate indicate remind find discover prove
            highlight illustrate establish document underline underscore clarify teach
            realize realise know detail disclose expose recognize recognise"""
        ),
    ),
    "conceding": _words("admit concede acknowledge confess grant own allow"),
    "distancing": _words(
        """claim allege purport suggest maintain contend assert imply profess pretend boast
        rumor rumour speculate hint insinuate charge deny dispute label dub frame tout"""
    ),
    "forceful": (
        "lash out",
        "hit back",
        "call for",
        *_words(
            """argue warn insist stress emphasize emphasise criticize criticise urge demand
            declare blast slam attack accuse denounce condemn praise hail applaud vow pledge
            promise swear threaten caution complain protest lament decry reject rebuke
            echo predict proclaim advocate defend object retort rail mock blame"""
        ),
    ),
    "thinking": _words(
        """believe think feel view regard consider see expect hope fear doubt want wish
        understand assume suppose imagine suspect worry judge deem reckon guess conclude
        plan intend decide agree disagree prefer trust anticipate wonder"""
    ),
}
IRREGULAR = {
    "said": "say",
    "says": "say",
    "told": "tell",
    "wrote": "write",
    "written": "write",
    "spoke": "speak",
    "spoken": "speak",
    "quipped": "quip",
    "read": "read",
    "put": "put",
    "thought": "think",
    "felt": "feel",
    "saw": "see",
    "seen": "see",
    "knew": "know",
    "known": "know",
    "found": "find",
    "swore": "swear",
    "sworn": "swear",
    "understood": "understand",
    "shown": "show",
    "taught": "teach",
    "denied": "deny",
    "arguing": "argue",
}
