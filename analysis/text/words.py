"""Closed lists of English words that the rules on sentences and mentions ask for."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


BEFORE_A_NAME = _words(
    """mr mrs ms messrs mx dr prof sen sens rep reps gov gen col lt maj capt cmdr sgt adm
    rev hon pres fr st mt ft vs v no nos fig eq sec ch vol al cf e.g i.e approx est
    jan feb mar apr jun jul aug sep sept oct nov dec"""
)
OFTEN_LAST = _words(
    """inc corp co ltd llc plc jr sr etc bros u.s u.k u.n e.u d.c a.m p.m ph.d m.d b.a
    m.a"""
)
OPENING_WORDS = _words(
    """the a an this that these those he she it they we you i his her its their our my
    there in on at by for with from to as of after before during despite while when if
    although though because since until unlike but and or so yet however meanwhile
    moreover still then now once what who how why where both many some most all such no
    not one"""
)

PRONOUNS: dict[str, frozenset[str]] = {
    "he": _words("he him his himself"),
    "she": _words("she her hers herself"),
    "it": _words("it its itself"),
    "they": _words("they them their theirs themselves themself 'em"),
}
FIRST_PERSON = _words("i me my mine myself")
REFLEXIVES = _words("himself herself itself themselves themself myself")

TITLES = _words(
    """mr mrs ms miss mx dr prof professor sir dame lord lady madam president premier
    minister secretary senator sen rep representative congressman congresswoman governor
    gov mayor judge justice general gen colonel captain lieutenant sergeant admiral
    commissioner director chairman chairwoman chair chancellor ambassador king queen
    prince princess pope bishop rev reverend father sister officer chief ceo cfo coo cto
    cio svp evp vp boss founder co-founder cofounder executive scientist researcher
    engineer analyst pioneer godfather founder-ceo attorney lawyer spokesman spokeswoman
    spokesperson leader candidate nominee activist author actor actress coach star
    dictator billionaire mogul tycoon entrepreneur investor adviser advisor aide deputy
    vice former ex- then- acting late"""
)
MALE_TITLES = _words("mr sir lord king prince congressman chairman spokesman father")
FEMALE_TITLES = _words(
    "mrs ms miss dame lady madam queen princess congresswoman chairwoman spokeswoman sister"
)

ORGANISATION_NOUNS = _words(
    """company firm corporation organization organisation giant conglomerate behemoth
    business enterprise group titan multinational start-up startup network platform
    carmaker automaker chipmaker retailer bank lender insurer airline manufacturer
    publisher broadcaster newspaper agency ministry department university institute
    lab laboratory party union association charity nonprofit foundation club team league
    court commission committee council bureau administration government regulator
    watchdog maker parent subsidiary"""
)
ANY_COMPANY = _words(
    """company firm corporation organization organisation giant conglomerate behemoth
    business enterprise titan multinational"""
)
OTHER_THAN_THE_TOPIC = _words(
    """new other another rival competing second third only same next different smaller
    larger bigger biggest largest best worst own particular entire average typical
    former acquired future"""
)
PERSON_NOUNS = _words(
    """man woman boy girl person father mother son daughter brother sister husband wife
    friend partner president chairman chairwoman chief chef king queen prince princess
    official officer executive ceo boss head mayor judge senator congressman journalist
    critic analyst expert scientist researcher engineer pioneer godfather godmother
    luminary veteran founder co-founder cofounder entrepreneur investor billionaire
    commentator commenter observer insider spokesman spokeswoman spokesperson leader
    minister secretary governor ambassador lawyer attorney professor teacher student
    writer author reporter editor actor actress singer player coach winner laureate
    candidate nominee activist demonstrator dictator aide adviser advisor guy kid child
    colleague successor predecessor counterpart mentor protégé citizen immigrant migrant
    soldier doctor nurse patient victim employee worker boyfriend girlfriend star hero
    fan director manager owner assistant captain agent designer artist producer
    musician composer poet"""
)
TIME_NOUNS = _words(
    """year month week day hour minute decade century time moment morning evening night
    today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november
    december end beginning weekend season quarter while lot way"""
)
FULLER_NAME = _words(
    """lab labs laboratory laboratories research institute university college school
    foundation ventures capital studios superintelligence museum hospital center centre
    committee party union times post news journal magazine street avenue park stadium
    tower towers organization organisation deepmind road lane bridge airport hall county
    island islands hotel prize cup trophy award boulevard square terrace crescent gardens
    arena theatre theater library station prison beach bay lake valley festival"""
)

SPEECH_VERBS = _words(
    """say tell write tweet post declare state argue claim add note warn explain insist
    assert announce admit acknowledge concede contend maintain observe remark recall
    recount report reply respond ask answer stress emphasize emphasise suggest predict
    joke quip complain comment believe think call describe hint lament vow promise
    conclude continue read put"""
)
AGENT_VERBS = _words(
    """say announce plan hope want decide launch acquire buy sell hire fire lay invest
    build release pay own employ spend develop aim intend try offer refuse agree deny
    admit insist report expect believe seek pursue adopt impose publish restructure
    downsize reorganize cut shift focus compete lose recruit poach integrate struggle
    fund partner respond sue open expand introduce unveil ship raise emerge adapt
    continue need operate run use face"""
)
MEANING_VERBS = _words(
    """suggest signal mean mark herald reflect represent show underscore highlight
    indicate imply matter come follow happen occur prove embody symbolize symbolise
    demonstrate depend stem turn remain exemplify underline illustrate sound feel look
    seem appear take"""
)

MEN = _words(
    """james john robert michael william david richard joseph thomas charles christopher
    chris daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin
    brian george edward ronald timothy tim jason jeffrey jeff ryan jacob gary nicholas
    eric jonathan stephen larry justin scott brandon benjamin ben samuel sam gregory
    frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry
    douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah
    gerald carl terry sean austin arthur lawrence jesse dylan bryan joe billy bruce
    albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell
    elijah louis bobby philip johnny mike bill bob tom jim steve dan dave matt tony ron
    ken greg fred barack emmanuel vladimir xi shinzo boris elon yann demis satya sundar
    ilya geoffrey yoshua alexandr mario luis carlos miguel pedro hans pierre jean ivan
    igor ahmed mohammed muhammad ali omar rex jared jens ruben elliott martin simon
    stuart neil ian graham hugh leonard oscar max leo victor felix theodore ted rodney"""
)
WOMEN = (
    _words(
        """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa
    nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa
    deborah stephanie dorothy rebecca sharon laura cynthia amy kathleen angela shirley
    brenda emma anna pamela nicole samantha katherine christine helen debra rachel
    carolyn janet maria catherine heather diane olivia julie joyce victoria ruth virginia
    lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline
    martha madison teresa gloria sara janice ann anne kathryn abigail sophia frances jean
    alice judy isabella julia grace amber denise danielle marilyn beverly charlotte
    natalie theresa diana brittany doris kayla alexis lori marie hillary ivanka melania
    angela theresa nikki kirstjen sheryl susan fei-fei mira joelle kate jane claire lucy
    ellen rose eleanor florence agnes edith clara ella sophie zoe maggie phoebe pauline
    cecilia elena sofia nora rosa carmen ines irene josephine lydia miranda monica naomi
    paula penelope priscilla regina sally sylvia tina vanessa vera wendy yvonne"""
    )
    - MEN
)
