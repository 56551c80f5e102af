"""Whether a text is English, by the share of the words that every English text needs."""

from __future__ import annotations

import re

_LOOKED_AT = 100_000
_ENOUGH = 25
_LEAST = 0.08
_LETTERS = re.compile(r"[^\W\d_]+")
_ENGLISH_WORDS = (
    "the of and to is that for with was it by he she his her from at be have has are this "
    "not but they which will said their we you its had were would who been if there what "
    "when after about could into than more i my our your how can"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# Common words of other languages, without those that are English words too.
_OTHERS = {
    "German": "der die das und ist nicht ein eine mit auf für von dem den zu im sich auch",
    "French": "le la les des et est une dans que qui pour pas sur du au avec il elle ce",
    "Spanish": "el la los las que y en una por con del se para es su como más al lo",
    "Italian": "il la che di e un una per non con del della sono le gli è nel anche al",
    "Portuguese": "o os que e do da em um uma para com não por mais como dos das ao é",
    "Dutch": "de het een en van dat niet met voor zijn op te aan ook door bij naar maar",
    "Swedish": "och att det som en på är av för med den till inte har de om ett var",
    "Danish or Norwegian": "og det som en på er av af til ikke har de et den med at blev",
    "Polish": "nie się na jest że do to jak od przez dla oraz po który są w z i",
    "Turkish": "ve bir bu da de için ile çok olarak daha olan gibi kadar ama var",
}
_FOREIGN = {language: frozenset(words.split()) for language, words in _OTHERS.items()}


def describe_language(text: str) -> str:
    """Return why a text is not taken for English, empty where it is.

    Of 25 words or more at least 8 in a hundred must be common English words, and
    common words of no other language may be more frequent. A shorter text is refused
    only where two words or more speak for another language, or where most letters are
    of another script.

    Parameters
    ----------
    text : str
        An article; its first 100,000 characters are looked at.

    Examples
    --------
    >>> describe_language("Meta grows.")
    ''
    >>> describe_language("Die Firma ist nicht zu retten.")
    'not English (looks like German)'
    """
    words = [word.casefold() for word in _LETTERS.findall(text[:_LOOKED_AT])]
    if not words:
        return "holds no words"
    if sum(any(letter > "ʯ" for letter in word) for word in words) > 0.5 * len(words):
        return "not English (another script)"
    english = sum(word in _ENGLISH for word in words)
    foreign = {name: sum(w in listed for w in words) for name, listed in _FOREIGN.items()}
    likely = max(foreign, key=lambda name: foreign[name])
    if foreign[likely] > english and foreign[likely] >= 2:
        return f"not English (looks like {likely})"
    if len(words) >= _ENOUGH and english < _LEAST * len(words):
        return (
            f"not English prose ({english} of {len(words)} words are common English ones)"
        )
    return ""
