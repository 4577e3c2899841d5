"""How hard a text is to read: Flesch-Kincaid for English, Fernandez-Huerta for Spanish, sentence length for both.

Source: Kincaid et al. (1975), "Derivation of new readability formulas", p. 14; Fernandez Huerta (1959), "Medidas
sencillas de lecturabilidad", in the form with syllables a word and words a sentence (Law, 2011). Both formulas were
made for passages, so they are asked of all prompts and hints of a template together, mathematics left out.
"""

from __future__ import annotations

import re

FEWEST_WORDS = 30
_MATH = re.compile(r"\$\$|\$[^$]*\$|\d[\d,.]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_END = re.compile(r"[.?!:;]+|\n")
_VOWELS = re.compile(r"[aeiouyáéíóúü]+", re.IGNORECASE)
_HIATUS = re.compile(r"[aeoáéó](?=[aeoáéóíú])|[íú](?=[aeo])", re.IGNORECASE)
GRADES = ("K", *(str(number) for number in range(1, 13)))


def words_and_sentences(text: str) -> tuple[list[str], list[int]]:
    """Return the words of a text and how many words each sentence has."""
    plain = _MATH.sub(" n ", text)
    lengths = [len(_WORD.findall(sentence)) for sentence in _END.split(plain)]
    words = [word for word in _WORD.findall(plain) if word != "n"]
    return words, [length for length in lengths if length]


def english_grade(text: str) -> float:
    """Return the school grade a text asks for.

    >>> round(english_grade("Ben has a red dog. The dog has a ball."), 1)
    -1.8
    """
    words, lengths = words_and_sentences(text)
    syllables = sum(_english_syllables(word) for word in words)
    n_words, n_sentences = max(len(words), 1), max(len(lengths), 1)
    return 0.39 * sum(lengths) / n_sentences + 11.8 * syllables / n_words - 15.59


def spanish_ease(text: str) -> float:
    """Return how easy a text is, about 0 to 100, more is easier."""
    words, lengths = words_and_sentences(text)
    syllables = sum(_spanish_syllables(word) for word in words)
    n_words, n_sentences = max(len(words), 1), max(len(lengths), 1)
    return 206.84 - 60 * syllables / n_words - 1.02 * sum(lengths) / n_sentences


def too_hard(texts: list[str], language: str, grade: str) -> str:
    """Return what makes the texts too hard for a grade; empty when nothing does."""
    joined = "\n".join(texts)
    words, lengths = words_and_sentences(joined)
    year = GRADES.index(grade) if grade in GRADES else 8
    longest = 16 + 3 * year
    if lengths and max(lengths) > longest:
        return f"a sentence of {max(lengths)} words, over {longest} for grade {grade}"
    if len(words) < FEWEST_WORDS:
        return ""
    if language == "en" and (found := english_grade(joined)) > year + 3.5:
        return f"reads like grade {found:.1f} (Flesch-Kincaid), written for grade {grade}"
    easiest = 82 - 4 * year
    if language == "es" and (ease := spanish_ease(joined)) < easiest:
        return f"ease {ease:.0f} (Fernández-Huerta), under {easiest} for grade {grade}"
    return ""


def _english_syllables(word: str) -> int:
    lower = word.lower()
    groups = len(_VOWELS.findall(lower))
    if lower.endswith("e") and not lower.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if lower.endswith("ed") and not lower.endswith(("ted", "ded")) and groups > 1:
        groups -= 1
    return max(groups, 1)


def _spanish_syllables(word: str) -> int:
    lower = re.sub(r"qu|gu(?=[ei])", "k", word.lower())
    return max(len(_VOWELS.findall(lower)) + len(_HIATUS.findall(lower)), 1)
