"""What a machine can see of Spanish: opening marks, articles that agree with their nouns, numbers, English left over.

Nouns are judged by their ending, with the exceptions that occur in school; so every text is read filled, with its words
in place, and what is found is worth looking at by a person who speaks the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MATH = re.compile(r"\$\$|\$[^$]*\$|\[\[\w+\]\]")
_NUMBER = re.compile(r"(?<![\d,.])\d+,\d{1,2}(?![\d,])")
_ENGLISH = re.compile(
    r"\b(?:the|and|of|with|from|how|many|much|what|which|each|are|there|this|that|these|you|your|they"
    r"|their|right|inches|feet|foot|yards|pounds?|ounces?|cups|gallons?|quarts?|pints?|dimes"
    r"|nickels?|penny|pennies|quarters?|ruler|number|draw|count)\b",
    re.IGNORECASE,
)
# Only words that are never pronouns, so that no verb stands after them.
_MALE_NOUN = re.compile(r"\b(un|el|del)\s+([a-záéíóúüñ]{3,}(?:a|as))\b", re.IGNORECASE)
_FEMALE_NOUN = re.compile(r"\b(una)\s+([a-záéíóúüñ]{3,}(?:o|os))\b", re.IGNORECASE)
# Nouns and other words whose ending says otherwise (in the singular).
_ENDS_IN_A = """
    día mediodía mapa problema teorema programa planeta sofá clima tema sistema esquema diagrama histograma idioma
    prisma papá cometa poema crucigrama telegrama pijama tranvía guardia gorila atleta artista ciclista dentista
    florista turista deportista periodista pianista violinista guitarrista electricista astronauta colega camarada
    anagrama tangrama kilograma rompecabezas paraguas abrelatas subibaja agua área águila aula hada arma ala ancla
    alma hacha asta treinta cuarenta cincuenta sesenta setenta ochenta noventa mañana
"""
_MALE_IN_A = frozenset(_ENDS_IN_A.split())
_FEMALE_IN_O = frozenset(
    ("mano", "foto", "moto", "dos", "bajo", "debajo", "junto", "uno", "como", "otro")
)
_HOUR = re.compile(r"\blas 1(?![\d.,])|\blas uno\b|\bla (?:[2-9]|1[0-2]):\d\d")
_ONE_OF_MANY = re.compile(
    r"(?<![\d.,/:\-\u2212(])\b1 (?!es\b|más\b|menos\b|dos\b|tres\b|seis\b|las\b|los\b|antes\b|después\b)[a-záéíóúñ]+s\b"
)


def faults_of_spanish(text: str) -> Iterator[tuple[str, str]]:
    """Yield (what, where) for what looks wrong in a Spanish text.

    >>> list(faults_of_spanish("Cuántos hay?")), list(faults_of_spanish("¿Cuántas hay en la mesa?"))
    ([('a question without its opening mark', 'Cuántos hay?')], [])
    """
    plain = _MATH.sub(" n ", text)
    yield from _marks(plain)
    for found in _NUMBER.finditer(plain):
        yield "a comma before decimals", found[0]
    for found in _ENGLISH.finditer(plain):
        yield "a word that looks English", found[0]
    for found in (*_HOUR.finditer(plain), *_ONE_OF_MANY.finditer(plain)):
        yield "one of something, said as many", found[0]
    for pattern, exceptions, gender in (
        (_MALE_NOUN, _MALE_IN_A, "feminine"),
        (_FEMALE_NOUN, _FEMALE_IN_O, "masculine"),
    ):
        for found in pattern.finditer(plain):
            noun = found[2].lower()
            if not {noun, noun.removesuffix("s")} & exceptions:
                yield f"an article before a noun that looks {gender}", found[0]


def _marks(plain: str) -> Iterator[tuple[str, str]]:
    """Yield questions and exclamations that are not opened, and such as are opened only."""
    for closing, opening, name in (("?", "¿", "question"), ("!", "¡", "exclamation")):
        closed = [
            at
            for at, sign in enumerate(plain)
            if sign == closing and plain[at - 1 : at].isalnum()
        ]
        if len(closed) > plain.count(opening):
            at = closed[0]
            yield f"a {name} without its opening mark", plain[max(0, at - 40) : at + 1].strip()
        if plain.count(opening) > plain.count(closing):
            at = plain.index(opening)
            yield f"a {name} that is not closed", plain[at : at + 40].strip()
