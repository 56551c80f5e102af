"""A lexicon of our own for labels of people and organisations in news English.

Rule of inclusion: a word stands here if, said of somebody without any context, it
praises or blames. Praise: merit, honour, mastery, being looked up to, being first or
best, a good character or use. Blame: failing, wrongdoing, force, deceit, low worth,
decline, a bad character, being mistrusted. A role, an office, a kind, an age, a nation
or a size is neither. Written by a language model out of general knowledge of English,
after it had read the labels of the seeds and of one other story.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


POSITIVE = _words(
    """accomplished acclaimed admired ace advocate agile ambitious authority
    award-winning beacon beloved best best-funded best-known brave brilliant
    celebrated champion charismatic courageous creative cutting-edge darling decorated
    dedicated defender devoted distinguished dynamic eminent esteemed expert famed famous
    fearless finest foremost forward-looking friend friendly frontrunner front-runner
    gentleman genius gifted godfather godmother good great greatest
    groundbreaking guardian guru heavyweight hero heroine honest honored honoured icon
    iconic illustrious imaginative influential ingenious innovative innovator inspiration
    inspiring inspirational key laureate leading lean leaner legend legendary loyal
    luminary maestro mastermind master mentor model nimble nimbler noted outstanding
    patriot peacemaker peerless pillar pioneer pioneering popular powerful powerhouse
    praised prescient prestigious principled prodigy prolific prominent promising
    public-spirited reliable renowned respected responsible revolutionary rising
    role-model savior saviour savvy seasoned seminal shrewd skilled skilful skillful
    smart sought-after standard-bearer star stalwart stature steady stellar strong
    successful superstar survivor talented thriving top top-tier
    trailblazer trailblazing transformative trusted unifier unmatched unrivaled unrivalled
    upstanding venerable versatile veteran victor vibrant virtuoso visionary warrior
    well-funded well-known well-liked well-regarded well-respected widely-respected winner
    winning wise world-class world-leading wunderkind     philanthropist benefactor """
)
NEGATIVE = _words(
    """abuser accomplice accused addict aggressive aggressor ailing aloof amateur
    amateurish arrogant autocrat autocratic authoritarian backstabber bad bankrupt
    barbaric behemoth beleaguered bigot bloated bogus bully bungling bureaucratic careless
    casualty charlatan cheat clueless clumsy combative complicit con-man conman
    conspirator controversial convict convicted corrupt coward crazed criminal crook
    crooked crony cruel cult cynical dangerous deadbeat declining defeated defector
    delinquent demagogue deranged despot despotic dictator dictatorial dinosaur
    disgraced disgraceful dishonest disruptive divisive dubious
    dysfunctional egomaniac embattled enemy erratic evil extremist failed failing failure
    fallen fanatic faltering fascist felon firebrand flailing flawed foe fraud
    fraudster fraudulent fringe fugitive gangster goon greedy gunman hack hardline
    hardliner hated hypocrite hypocritical hostile idiot ignorant illegal immoral
    impulsive incompetent indicted inept inexperienced infamous ineffective insecure
    insurgent interloper intruder invader irresponsible jailed job-killer juggernaut
    killer laggard lagging lazy liar loathed loser losing lunatic madman
    maniac manipulator menace mercenary militant mob mobster monopolist monopoly monster
    mouthpiece murderer murderous naive naïve narcissist nazi nemesis nepotist notorious
    oligarch opportunist oppressor out-of-touch outcast outlaw overhyped overpaid
    overrated paranoid pariah patsy perpetrator plagued plutocrat polarizing
    polarising predator predatory profiteer propagandist propaganda provocateur puppet
    racist radical reckless regime repressive rogue ruthless sadistic
    scandal-hit scandal-ridden scapegoat scofflaw secretive self-serving selfish shadowy
    shady sham sinking sinister sluggish smuggler so-called stooge
    stagnant struggling stumbling suspect suspected tainted terrorist thief thug toothless
    toxic traitor troll trouble-maker troublemaker troubled turncoat tyrant tyrannical
    ugly unaccountable underachiever undisciplined unethical unfit unhinged unpopular
    unproven unqualified unreliable unscrupulous unstable unwanted vandal vicious
    vilified villain violent vulnerable warmonger weak weakened weakening washed-up
    worst wrongdoer zealot horde"""
)
DENYING = _words(
    "no not never hardly barely longer without non self-styled self-proclaimed would-be"
)
SUFFIXES = (
    "-plagued",
    "-ridden",
    "-hit",
    "-stricken",
    "-challenged",
    "-obsessed",
    "-hungry",
)
