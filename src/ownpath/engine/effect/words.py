"""Says an effect in plain words, English or Spanish, with what makes it weak.

In this order: everyone counted, the verdict, how sure, what would tell, and only then everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ownpath.engine.effect.types import Design, Effect, NoEffect, Verdict

FEW_CLASSROOMS, MUCH_LOST, UNEVEN_LOSS = 10, 0.2, 0.05

_ENGLISH: Mapping[str, str] = {
    "it helped": (
        "It helped: the outcome changed by {value} more than in the comparison, very "
        "likely between {low} and {high}."
    ),
    "it did harm": (
        "It did harm: the outcome changed by {value} against the comparison, very likely "
        "between {low} and {high}."
    ),
    "we do not know yet": (
        "We do not know yet: the difference is {value}, and anything from {low} to {high}"
        " fits what was seen."
    ),
    "better than before, no comparison group": (
        "It is better than before: a change of {value}, very likely between {low} and "
        "{high}. What would have come anyway is counted in."
    ),
    "worse than before, no comparison group": (
        "It is worse than before: a change of {value}, very likely between {low} and "
        "{high}. What would have come anyway is counted in."
    ),
    "no interval": (
        "We do not know yet: the difference is {value}, but with so few classrooms it "
        "cannot be told apart from the classrooms themselves."
    ),
    "everyone": (
        "Everyone was counted, whether they took part fully or not: {pilot} in {rooms} "
        "pilot classrooms, {others} in {other_rooms} for comparison."
    ),
    "everyone alone": (
        "Everyone was counted, whether they took part fully or not: {pilot} in {rooms} "
        "pilot classrooms."
    ),
    "no comparison": "There is no comparison group.",
    "no baseline": (
        "Nothing was measured before the start: what differed already is counted in."
    ),
    "more weeks": "About {n} more weeks would tell, if the difference stays as it is.",
    "more classrooms": (
        "About {n} more classrooms would tell, if the difference stays as it is."
    ),
    "nothing soon": (
        "The difference is so small against the ups and downs that more weeks or "
        "classrooms would hardly tell."
    ),
    "few": (
        "This rests on {n} classrooms only, so it is weak: one unusual classroom could turn it."
    ),
    "lost": (
        "{pilot} of the pilot and {others} of the comparison were not seen after the "
        "start; who left may matter."
    ),
    "left out": (
        "{n} were seen on one side of the start only and could not be compared with themselves."
    ),
    "moved": "{n} changed classrooms and were counted where they began.",
    "dose": (
        "By dose: {value} for each unit among those whom the pilot moved{between}. Read "
        "it after the first figure, never instead."
    ),
    "between": ", very likely between {low} and {high}",
    "matched": "Beside {n} who began alike the difference is {value}{between}.",
    "nothing": "There is nothing to compare: {reasons}.",
}
_SPANISH: Mapping[str, str] = {
    "it helped": (
        "Ayudó: el resultado cambió {value} más que en la comparación, muy probablemente "
        "entre {low} y {high}."
    ),
    "it did harm": (
        "Hizo daño: el resultado cambió {value} frente a la comparación, muy "
        "probablemente entre {low} y {high}."
    ),
    "we do not know yet": (
        "Todavía no lo sabemos: la diferencia es {value}, y lo que se vio cabe con "
        "cualquier valor de {low} a {high}."
    ),
    "better than before, no comparison group": (
        "Está mejor que antes: un cambio de {value}, muy probablemente entre {low} y "
        "{high}. Ahí se cuenta también lo que habría llegado de todos modos."
    ),
    "worse than before, no comparison group": (
        "Está peor que antes: un cambio de {value}, muy probablemente entre {low} y "
        "{high}. Ahí se cuenta también lo que habría llegado de todos modos."
    ),
    "no interval": (
        "Todavía no lo sabemos: la diferencia es {value}, pero con tan pocos salones no "
        "se distingue de los salones mismos."
    ),
    "everyone": (
        "Se contó a todos, hayan participado por completo o no: {pilot} en {rooms} "
        "salones del piloto y {others} en {other_rooms} de comparación."
    ),
    "everyone alone": (
        "Se contó a todos, hayan participado por completo o no: {pilot} en {rooms} "
        "salones del piloto."
    ),
    "no comparison": "No hay grupo de comparación.",
    "no baseline": (
        "No se midió nada antes de empezar: lo que ya era distinto se cuenta también."
    ),
    "more weeks": "Unas {n} semanas más lo dirían, si la diferencia sigue igual.",
    "more classrooms": "Unos {n} salones más lo dirían, si la diferencia sigue igual.",
    "nothing soon": (
        "La diferencia es tan pequeña ante los altibajos que más semanas o salones apenas"
        " lo dirían."
    ),
    "few": (
        "Esto se apoya en solo {n} salones, así que es débil: un salón fuera de lo común "
        "podría cambiarlo."
    ),
    "lost": (
        "Después de empezar no se vio a {pilot} del piloto ni a {others} de la "
        "comparación; puede importar quién se fue."
    ),
    "left out": (
        "A {n} se les vio solo antes o solo después, y no pudieron compararse consigo mismos."
    ),
    "moved": "{n} cambiaron de salón y se contaron donde empezaron.",
    "dose": (
        "Por dosis: {value} por cada unidad entre quienes el piloto movió{between}. Léase"
        " después de la primera cifra, nunca en su lugar."
    ),
    "between": ", muy probablemente entre {low} y {high}",
    "matched": "Junto a quienes empezaron igual ({n}), la diferencia es {value}{between}.",
    "nothing": "No hay qué comparar: {reasons}.",
}
_REASONS_IN_SPANISH: Mapping[str, str] = {
    "no outcome of the pilot after its start": (
        "no hay resultados del piloto después de empezar"
    ),
    "no outcome of the pilot before its start": "no hay resultados del piloto antes de empezar",
    "no comparison after the start": "no hay comparación después de empezar",
    "the pilot cannot be told apart from the time or the classroom": (
        "el piloto no se distingue del tiempo o del salón"
    ),
}
LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": _ENGLISH, "es": _SPANISH}
_POINTS: Mapping[str, str] = {"en": "{n} points", "es": "{n} puntos"}


@dataclass(frozen=True, slots=True)
class _Figures:
    """How figures are said in a language: as they are, or a share's in points of a hundred."""

    texts: Mapping[str, str]
    unit: str  # with {n}; "" for figures as they are

    def one(self, value: float) -> str:
        """Return a figure with its unit."""
        return self.unit.format(n=_points(value)) if self.unit else number_in_words(value)

    def range(self, low: float, high: float) -> dict[str, str]:
        """Return both ends of an interval; the unit stands once, at its end."""
        first = _points(low) if self.unit else number_in_words(low)
        return {"low": first, "high": self.one(high)}

    def between(self, low: float | None, high: float | None) -> str:
        """Return an interval as part of a sentence; nothing where there is none."""
        if low is None or high is None:
            return ""
        return self.texts["between"].format(**self.range(low, high))


def words_of(
    effect: Effect | NoEffect, *, language: str = "en", is_share: bool = False
) -> tuple[str, ...]:
    """Return the sentences, the verdict first; figures of a share (0 to 1) are said in points of a hundred.

    Raises
    ------
    ValueError
        If there are no words in that language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language is {language!r}: expected one of {', '.join(LANGUAGES)}")
    texts = LANGUAGES[language]
    if isinstance(effect, NoEffect):
        spanish = language == "es"
        reasons = [_REASONS_IN_SPANISH[r] if spanish else r for r in effect.reasons]
        return (texts["nothing"].format(reasons="; ".join(reasons)),)
    figures = _Figures(texts, _POINTS[language] if is_share else "")
    found = [_verdict(effect, figures), *_who_counted(effect, texts), *_enough(effect, texts)]
    return (*found, *_weaknesses(effect, texts), *_further(effect, figures))


def further_words_of(
    effect: Effect | NoEffect, *, language: str = "en", is_share: bool = False
) -> tuple[str, ...]:
    """Return the sentences of `words_of` that tell second figures (beside alike ones, by dose): its last ones."""
    if isinstance(effect, NoEffect):
        return ()
    figures = _Figures(LANGUAGES[language], _POINTS[language] if is_share else "")
    return tuple(_further(effect, figures))


def number_in_words(value: float) -> str:
    """Return a number as people read it: three figures, no exponent.

    Examples
    --------
    >>> number_in_words(3.14159), number_in_words(-0.0421), number_in_words(1234.5), number_in_words(-0.0)
    ('3.14', '-0.0421', '1,234', '0')
    """
    if value == 0:
        return "0"
    places = 0
    size = abs(value)
    while size < 100 and places < 6:
        size, places = size * 10, places + 1
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _points(share: float) -> str:
    """Return a share as points of a hundred: one decimal, since nobody reads a thousandth of a child."""
    return number_in_words(round(100 * share, 1)).replace("-", "\N{MINUS SIGN}")


def _verdict(effect: Effect, figures: _Figures) -> str:
    everyone, texts = effect.everyone, figures.texts
    value = figures.one(everyone.value)
    if everyone.low is None or everyone.high is None:
        return texts["no interval"].format(value=value)
    return texts[effect.verdict.value].format(
        value=value, **figures.range(everyone.low, everyone.high)
    )


def _who_counted(effect: Effect, texts: Mapping[str, str]) -> Iterator[str]:
    counts = effect.counts
    alone = effect.design is Design.OWN_BASELINE
    yield texts["everyone alone" if alone else "everyone"].format(
        pilot=counts.pilot_units,
        rooms=counts.pilot_clusters,
        others=counts.comparison_units,
        other_rooms=counts.comparison_clusters,
    )
    if alone:
        yield texts["no comparison"]
    if effect.design is Design.DIFFERENCE:
        yield texts["no baseline"]


def _enough(effect: Effect, texts: Mapping[str, str]) -> Iterator[str]:
    if effect.verdict is not Verdict.NOT_KNOWN or effect.enough is None:
        return
    enough = effect.enough
    if enough.more_periods is not None:
        yield texts["more weeks"].format(n=enough.more_periods)
    if enough.more_clusters is not None:
        yield texts["more classrooms"].format(n=enough.more_clusters)
    if enough.more_periods is None and enough.more_clusters is None:
        yield texts["nothing soon"]


def _weaknesses(effect: Effect, texts: Mapping[str, str]) -> Iterator[str]:
    counts = effect.counts
    classrooms = counts.pilot_clusters + counts.comparison_clusters
    if classrooms < FEW_CLASSROOMS:
        yield texts["few"].format(n=classrooms)
    lost = (counts.pilot_lost, counts.comparison_lost)
    if max(lost) > MUCH_LOST or (
        counts.comparison_units and abs(lost[0] - lost[1]) > UNEVEN_LOSS
    ):
        yield texts["lost"].format(pilot=f"{lost[0]:.0%}", others=f"{lost[1]:.0%}")
    if counts.units_left_out:
        yield texts["left out"].format(n=counts.units_left_out)
    if counts.units_moved:
        yield texts["moved"].format(n=counts.units_moved)


def _further(effect: Effect, figures: _Figures) -> Iterator[str]:
    texts = figures.texts
    if effect.matched is not None:
        own = effect.matched.estimate
        yield texts["matched"].format(
            n=effect.matched.matched,
            value=figures.one(own.value),
            between=figures.between(own.low, own.high),
        )
    if effect.dose is not None:
        yield texts["dose"].format(
            value=figures.one(effect.dose.per_dose),
            between=figures.between(effect.dose.low, effect.dose.high),
        )
