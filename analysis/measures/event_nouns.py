"""Nouns of events: with an owner they state what somebody did ("her resignation")."""

EVENT_NOUNS = frozenset(
    """
    abduction acceptance accusation acquisition admission alliance announcement apology
    appeal appearance appointment approval arrest arrival assassination assault attack
    award ban battle bid blessing boycott breakup campaign capture choice claim collapse
    comeback comment complaint conviction creation crackdown crash criticism cut death
    debut decision defeat defection demand denial departure deployment detention dismissal
    dispute donation downfall election endorsement entry escape execution exit expansion
    expulsion failure fall fight firing founding funeral growth hiring indictment injury
    inquiry interview intervention invasion investigation investment invitation journey
    killing launch lawsuit layoff loss marriage meeting merger move murder nomination
    objection offer opening opposition ouster overhaul partnership performance pledge
    proposal protest purchase raid rejection release relocation remark removal
    reorganization reorganisation replacement request rescue resignation restructuring
    retirement retreat return review rise ruling sale shooting shutdown speech split
    statement strike suicide summit support suspension switch takeover talk testimony
    threat transfer transition trial trip tweet verdict veto victory violation visit vote
    warning win withdrawal
    """.split()
)
