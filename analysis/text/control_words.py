"""Which verbs say whose the next verb is: "told HIM to go", "accused HIM of lying"."""

from __future__ import annotations

# After these the object of "promise him to leave" is not who leaves.
SUBJECT_CONTROL = frozenset(["promise", "vow", "pledge", "swear", "threaten", "use"])
# "Hired Smith to lead": the object leads, also where the parser sees a purpose.
OBJECT_CONTROL = frozenset(
    """hire appoint tap name recruit pick choose elect select urge ask tell force lead push
    press pressure get order allow enable permit equip help let make drive prompt inspire
    encourage persuade convince compel want expect invite assign authorize empower train
    bring send dispatch deploy direct mobilize instruct require request
    advise remind teach cause petition lobby beg implore beseech coax nudge entice lure tempt
    induce pay commission task license motivate nominate challenge command summon""".split()  # noqa: SIM905
)
FROM_DOING = frozenset(
    """accuse stop prevent keep ban bar convict suspect discourage dissuade talk prohibit
    deter charge acquit forbid block hinder restrain protect""".split()  # noqa: SIM905
)
# "Has a plan to leave": who has it leaves. Not so "supports plans to leave".
HAVING = frozenset(
    """have make take get need want seek lack lose find express show announce declare voice
    win use spend play bring hold keep pledge state be gain receive set raise launch mount
    pour serve drop abandon scrap shelve unveil reveal outline detail cancel delay postpone
    pursue weigh finalize disclose accelerate revive""".split()  # noqa: SIM905
)
# "Wants Smith fired": who is fired stands before the participle.
DONE_TO = frozenset("want like need get keep order with".split())  # noqa: SIM905
# These never stand without an object, so "Smith jailed for six years" is a passive.
DONE_TO_SOMEBODY = frozenset(
    """accuse acquit appoint arrest assassinate assault axe ax ban banish bar blacklist blame
    boo caution censure clear commend condemn convict crown deport detain dismiss disqualify
    elect engulf evict exclude exile exonerate expel extradite fine force free hail harass
    heckle honor hospitalize hound humiliate impeach imprison incarcerate indict injure jail
    jeer kidnap knight knock lambast lynch maim mob mock molest name nominate order oust
    overwhelm pardon pelt praise promote prosecute punish reappoint rebuke relegate remand
    replace reprimand rescue reward sack sanction scold sentence shun slate smear snub stab
    strip summon suspend tell thrash trounce unseat vilify wound""".split()  # noqa: SIM905
)
