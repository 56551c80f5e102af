"""What a stretch of speech is, and who is its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis.text.syntax import subject
from analysis.text.voice_words import IMPERSONAL, SAYING_VERBS, SPEECH_NOUNS
from analysis.text.words import ORGANISATION_NOUNS, PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

Kind = Literal["direct", "indirect"]
_DOERS = ("er", "or", "ist", "ian", "ee", "eur", "ant", "man", "woman")
_NOT_DOERS = frozenset(
    """matter number power factor error behavior behaviour layer paper computer server
    offer order border corner centre center winter summer weather water cover answer
    parameter transfer disorder vector sector motor door floor color colour harbor labor
    favor flavor mirror terror horror degree fee tree coffee committee restaurant
    environment plant grant quarter chapter semester transformer""".split()
)
_SPEAKERS = (
    PERSON_NOUNS
    | ORGANISATION_NOUNS
    | SPEECH_NOUNS
    | frozenset(
        """people million thousand hundred folk staff police public majority minority
        half third most some many other rest crowd audience camp side household family
        couple community industry world nation country city state court house senate
        congress parliament panel jury board team force army military police media press
        news paper newspaper magazine journal outlet site blog post tweet thread article
        story piece column editorial op-ed book memo letter email message note document
        filing transcript interview speech poll survey study report research analysis
        review paper data figures statistic evidence finding record source insider
        documentary film ad advertisement chart graph table model forecast index
        estimate result number wire profile investigation affidavit lawsuit complaint
        petition indictment headline heading sign label slogan banner source voice
        campaign opposition left right ally rival critic skeptic sceptic expert chief
        guru fan pundit elite investor wall street mp md ceo cto aide rumor rumour
        gossip account version conventional wisdom consensus chatter reporting
        coverage""".split()
    )
)
_WHEN = ("DATE", "TIME")
_OF = ("of", "from", "by", "among")
_SUPPORT = frozenset(
    """make have express give voice raise hold share issue send reach offer repeat
    deliver sound take get post publish release cite""".split()
)


@dataclass(frozen=True)
class Speech:
    """What someone says, thinks or writes, with the words that tell so.

    Parameters
    ----------
    stretches : tuple of (int, int)
        First and last token of each stretch in the reading; two where the words that
        name the speaker stand in between.
    cue : tuple of Token
        The words that introduce it, in order; empty where nothing does.
    source : Token, optional
        Head of the phrase that names the speaker.
    stands : Token, optional
        The word in the cue's own clause that stands for the source: "who", or the
        source itself.
    kind : str
        direct or indirect.
    """

    stretches: tuple[tuple[int, int], ...]
    cue: tuple[Token, ...]
    source: Token | None
    stands: Token | None
    kind: Kind = "indirect"

    @property
    def tokens(self) -> set[int]:
        """All tokens of the stretches."""
        return {i for first, last in self.stretches for i in range(first, last + 1)}


@dataclass(frozen=True)
class Source:
    """Who speaks: the head of the phrase, and the word that stands for it."""

    head: Token | None = None
    stands: Token | None = None


def source_of_verb(verb: Token) -> Source:
    """Return who says what a verb of speech brings: its subject, or "by" whom."""
    passive = [c for c in verb.children if c.dep_ in ("auxpass", "nsubjpass")]
    if passive:
        by = [c for c in verb.children if c.lower_ == "by"]
        agents = [t for c in by for t in c.children if t.dep_ == "pobj"]
        return Source(agents[0], agents[0]) if agents else Source()
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return Source(verb.head, verb.head)
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN":
        by = [t for c in verb.children if c.lower_ == "by" for t in c.children]
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        if not own:
            return Source(by[0], by[0]) if by else Source()
    own = sorted(
        (c for c in verb.children if c.dep_ == "nsubj"), key=lambda c: abs(c.i - verb.i)
    )
    who = own[0] if len(own) > 1 else subject(verb) or _beside(verb)
    if who is None or who.lower_ in IMPERSONAL - {"it"}:
        return Source()
    if verb.lemma_.lower() not in SAYING_VERBS and not can_speak(who):
        return Source()
    return Source(who, own[0] if own else who)


def _beside(verb: Token) -> Token | None:
    """Return the noun right before a verb that the parser gave no subject.

    So a verb of saying in a heading, or after a quotation: "..., Morgan said".
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    at = verb.i - 1
    while at > 0 and verb.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    near = verb.doc[at] if at >= 0 else None
    if near is not None and near.pos_ in ("NOUN", "PROPN", "PRON"):
        return near if near.ent_type_ not in _WHEN else None
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    names = after is not None and after.pos_ in ("PROPN", "PRON")
    if after is not None and names and after.ent_type_ not in _WHEN:
        while after.i + 1 < len(verb.doc) and after.nbor(1).pos_ == "PROPN":
            after = after.nbor(1)
        return after
    return None


def source_of_noun(noun: Token) -> Source:
    """Return whose claim, view or statement it is: "his claim", "a report by X"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return Source(child, child)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in _OF:
            told = [t for t in child.children if t.dep_ == "pobj"]
            if told:
                return Source(told[0], told[0])
    if noun.dep_ in ("dobj", "pobj") and noun.head.lemma_ in _SUPPORT:
        return source_of_verb(noun.head)
    return Source()


def phrase_of(head: Token) -> tuple[int, int]:
    """Return the first and last token of the phrase that a head is the head of.

    What follows in apposition or in a relative clause is left out, and a coordination
    of anything but people and organisations.
    """
    first = last = head.i
    for child in head.children:
        if child.dep_ in ("punct", "relcl", "acl", "appos", "advcl", "parataxis"):
            continue
        if child.i < head.i:
            first = min(first, child.left_edge.i)
        elif child.dep_ in ("prep", "pobj", "flat", "nmod", "case") or (
            child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN")
        ):
            last = max(last, phrase_of(child)[1])
    return first, last


def can_speak(token: Token) -> bool:
    """Whether a word is of people, of an organisation or of a text that tells.

    "Reports suggest" and "voters think" have a source; "these moves suggest" is what
    the writer himself makes of them.
    """
    lemma = token.lemma_.lower()
    if token.pos_ == "PRON" or token.pos_ == "DET":
        return token.lower_ not in IMPERSONAL
    if token.ent_type_ in ("PERSON", "ORG", "NORP", "GPE", "PERCENT", "CARDINAL"):
        return True
    if token.pos_ in ("PROPN", "NUM", "ADJ", "X"):
        return True
    return lemma in _SPEAKERS or (lemma.endswith(_DOERS) and lemma not in _NOT_DOERS)
