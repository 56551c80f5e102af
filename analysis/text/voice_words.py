"""Closed lists of English words that introduce what someone says, thinks or writes."""

from __future__ import annotations

from analysis.text.words import ORGANISATION_NOUNS, PERSON_NOUNS


def _words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# Verbs whose clause is what their subject says, writes, thinks or finds.
CLAUSE_VERBS = _words(
    """say tell write tweet retweet post blog text email declare state argue claim add note
    warn caution explain insist assert announce admit acknowledge concede contend
    maintain observe remark recall recount report reply respond retort answer stress
    emphasize emphasise underline underscore suggest predict forecast joke quip complain
    comment believe think describe hint lament vow promise pledge swear conclude
    continue read reiterate repeat reveal disclose confirm deny allege accuse charge
    testify propose recommend advise urge demand request ask wonder question inquire
    query estimate reckon figure guess suspect assume presume suppose imagine expect
    anticipate hope wish fear worry doubt feel opine muse speculate theorize theorise
    hypothesize postulate posit agree disagree know understand realize realise learn
    find discover judge rule indicate signal imply insinuate intimate assure reassure
    inform notify remind persuade convince instruct chant shout yell scream cry exclaim
    whisper mutter murmur mumble proclaim profess preach plead brag boast gripe grumble
    moan rant rail fume sigh laugh scoff sneer snap bark boom notice point counter rebut
    object protest threaten bemoan regret confess volunteer interject echo elaborate
    clarify specify stipulate mention quote relate narrate summarize summarise surmise
    deem consider conjecture dispute contest marvel reason interrupt tout hail praise
    blast slam tease trumpet sum comprehend fathom remember recognize recognise dream
    pray bet view show put concern surprise please disappoint amaze shock alarm detail
    outline"""
)
# Of these, verbs of speaking and writing proper.
SAYING_VERBS = _words(
    """say tell write tweet argue claim declare state announce add warn call describe
    insist assert admit explain"""
)
# Of these, verbs that things do as well: "the move shows that".
EVIDENCE_VERBS = _words(
    """show suggest indicate signal imply insinuate intimate underscore underline reveal
    find discover learn know understand realize realise recognize recognise confirm
    stress highlight emphasize emphasise predict forecast point echo remind recall
    specify stipulate estimate figure conclude consider make see notice hold call put
    describe judge rule like compare link threaten detail outline reference question"""
)
# Verbs that tell direct speech apart from an object: used to find who says a quotation.
QUOTING_VERBS = CLAUSE_VERBS - _words(
    """make see hear notice find know show consider gather see forget remember
    determine decide deem dream publish release persuade convince comprehend fathom
    expect hope want"""
) | _words("put call describe deliver talk speak laugh smile nod sing ask press")

# Verbs that commit their subject to what the infinitive says.
PROMISE_VERBS = _words(
    "vow promise pledge swear threaten claim profess purport agree refuse decline offer"
)
# Verbs that ask something of someone: "urged the company to stop".
APPEAL_VERBS = _words(
    """urge ask tell advise encourage beg implore instruct order call remind warn expect
    want invite challenge persuade press"""
)
# Verbs whose object is what is judged, or told of.
JUDGING_VERBS = _words(
    """criticize criticise praise blast slam denounce condemn laud hail applaud
    attack mock ridicule deride decry bemoan lament dismiss reject dispute deny defend
    endorse accuse fault chastise scold rebuke berate lambast lambaste bash rip hammer
    trash pan assail excoriate castigate disparage belittle downplay tout celebrate
    cheer acknowledge concede recommend suggest cite note describe predict forecast
    allege claim express emphasize emphasise stress highlight protest compare liken link
    demand recall reiterate explain warn report announce discuss reveal disclose mention
    outline detail reference echo repeat threaten oppose blame question doubt propose"""
)
# Verbs whose object and what is said of it are speech: "called him a genius".
NAMING_VERBS = _words(
    "call describe dub label brand term characterize characterise portray"
)
# The same where "as" or a second object follows: "views it as a dead end".
VIEWING_VERBS = _words("view see regard consider frame depict paint cast deem")
# Verbs whose passive is a state of mind: "is convinced that".
MINDING_VERBS = _words(
    """convince persuade worry concern surprise please disappoint amaze shock frighten
    satisfy assure alarm thrill stun"""
)
# Verbs that tell of speech though nobody is named: "it is alleged that"; "he was told that".
UNNAMED_VERBS = _words(
    """say allege report claim believe understand think rumour rumor announce reveal
    suggest argue estimate expect fear confirm predict disclose assert state"""
)
TOLD_VERBS = _words("tell inform assure warn")
# Prepositions behind a verb of speech that bring what is spoken of.
ABOUT = {
    "talk": _words("about of"),
    "speak": _words("about of"),
    "brag": _words("about of"),
    "boast": _words("about of"),
    "complain": _words("about of"),
    "joke": _words("about"),
    "warn": _words("of about against"),
    "worry": _words("about over"),
    "call": _words("for"),
    "plead": _words("for"),
    "argue": _words("for against"),
    "rail": _words("against"),
    "refer": _words("to"),
    "point": _words("to"),
    "allude": _words("to"),
    "agree": _words("with to on"),
    "disagree": _words("with"),
    "comment": _words("on about"),
    "elaborate": _words("on"),
    "believe": _words("in"),
    "ask": _words("about for"),
    "tell": _words("about of"),
    "think": _words("of about"),
    "object": _words("to"),
    "know": _words("about of"),
    "inquire": _words("about"),
    "write": _words("about of"),
    "boo": _words("at"),
}

# Adjectives of a mind: "she is convinced that".
MIND_ADJECTIVES = _words(
    """sure confident certain convinced adamant aware hopeful optimistic pessimistic
    skeptical sceptical doubtful worried concerned afraid fearful glad happy sad sorry
    proud angry furious grateful surprised shocked disappointed amazed mindful wary
    clear persuaded unconvinced unsure"""
)

# Nouns whose clause is what somebody says or thinks.
SPEECH_NOUNS = _words(
    """claim view belief argument statement assertion allegation accusation charge
    warning suggestion conclusion idea notion opinion contention complaint fear worry
    concern hope expectation prediction forecast estimate report rumor rumour promise
    pledge vow threat denial admission announcement revelation insistence conviction
    thought impression sense feeling message remark comment criticism critique verdict
    assessment acknowledgment acknowledgement confession observation explanation
    testimony proposal recommendation demand request plea call question doubt suspicion
    speculation theory hypothesis thesis narrative talk case emphasis assumption
    understanding assurance confirmation finding tweet word news reminder argument
    perception presumption premise consensus guess judgment judgement declaration
    reply response answer boast lament"""
)

# Verbs that carry a noun of speech: "made the claim that".
SUPPORT_VERBS = _words(
    """make have express give voice raise hold share issue send reach offer repeat deliver
    sound take get post publish release cite"""
)
VIEW_NOUNS = _words(
    "view opinion word eye estimation telling account judgment judgement mind"
)
# A question brings a statement only behind verbs of saying and asking.
INTERROGATIVES = _words("whether if what how why when where who which")
ASKING_VERBS = SAYING_VERBS | _words(
    """ask wonder question inquire query doubt debate suggest show indicate note reveal
    recall reply stress emphasize argue detail outline"""
)

FIRST_PERSON = _words("i we me us")
IMPERSONAL = _words("it there this that what which")
# Nouns of people, groups and texts, which can be the source of what is said.
DOERS = ("er", "or", "ist", "ian", "ee", "eur", "ant", "man", "woman")
NOT_DOERS = _words(
    """matter number power factor error behavior behaviour layer computer server offer
    order border corner centre center winter summer weather water cover parameter
    transfer disorder vector sector motor door floor color colour harbor labor favor
    flavor mirror terror horror degree fee tree coffee restaurant plant grant quarter
    chapter semester transformer"""
)
SPEAKERS = (
    PERSON_NOUNS
    | ORGANISATION_NOUNS
    | SPEECH_NOUNS
    | _words(
        """people million thousand hundred folk staff police public majority minority half
        third most some many other rest crowd audience camp side household family couple
        community industry world nation country city state court house senate congress
        parliament panel jury board team force army military media press news paper
        newspaper magazine journal outlet site blog post tweet thread article story piece
        column editorial op-ed book memo letter email message note document filing
        transcript interview speech poll survey study report research analysis review
        data datum figure statistic evidence finding record source insider documentary
        film video footage ad advertisement chart graph table average forecast index
        estimate result wire profile investigation affidavit lawsuit complaint petition
        indictment headline heading sign label slogan banner voice campaign opposition
        left right ally rival critic skeptic sceptic expert chief guru fan pundit elite
        mp md ceo cto rumor rumour gossip account version wisdom consensus chatter
        reporting coverage slide sentiment"""
    )
)
