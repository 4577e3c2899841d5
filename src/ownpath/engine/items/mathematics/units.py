"""The units we know: what they measure, how large they are, how people write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ownpath.engine.items.values import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit: its dimension, its size in the dimension's first unit, its sign, its spellings."""

    id: str
    dimension: str
    size: Number
    sign: str
    spellings: frozenset[str]


_PLAIN: tuple[tuple[str, str, Number | str, str, str], ...] = (
    ("mm", "length", "1/1000", "mm", "millimeter millimeters millimetre millimetres milímetro milímetros"),
    ("cm", "length", "1/100", "cm", "cms centimeter centimeters centimetre centimetres centímetro centímetros"),
    ("m", "length", 1, "m", "meter meters metre metres metro metros"),
    ("km", "length", 1000, "km", "kms kilometer kilometers kilometre kilometres kilómetro kilómetros"),
    ("in", "length", "127/5000", "in", "inch inches pulgada pulgadas pulg \""),
    ("ft", "length", "381/1250", "ft", "foot feet pie pies '"),
    ("yd", "length", "1143/1250", "yd", "yds yard yards yarda yardas"),
    ("mi", "length", "201168/125", "mi", "mile miles milla millas"),
    ("mg", "mass", "1/1000", "mg", "milligram milligrams miligramo miligramos"),
    ("g", "mass", 1, "g", "gram grams gramo gramos gr"),
    ("kg", "mass", 1000, "kg", "kgs kilo kilos kilogram kilograms kilogramo kilogramos"),
    ("oz", "mass", "45359237/1600000", "oz", "ounce ounces onza onzas"),
    ("lb", "mass", "45359237/100000", "lb", "lbs pound pounds libra libras"),
    ("ton", "mass", "45359237/50", "tons", "ton tons tonelada toneladas"),
    ("ml", "capacity", "1/1000", "mL", "milliliter milliliters mililitro mililitros"),
    ("l", "capacity", 1, "L", "liter liters litre litres litro litros"),
    ("tsp", "capacity", "473176473/96000000000", "tsp", "teaspoon teaspoons cucharadita cucharaditas"),
    ("tbsp", "capacity", "473176473/32000000000", "tbsp", "tablespoon tablespoons cucharada cucharadas"),
    ("floz", "capacity", "473176473/16000000000", "fl oz",
     "fl.oz fluid_ounce fluid_ounces onza_líquida onzas_líquidas"),
    ("cup", "capacity", "473176473/2000000000", "cups", "c cup cups taza tazas"),
    ("pt", "capacity", "473176473/1000000000", "pt", "pint pints pinta pintas"),
    ("qt", "capacity", "473176473/500000000", "qt", "quart quarts cuarto_de_galón cuartos_de_galón"),
    ("gal", "capacity", "473176473/125000000", "gal", "gallon gallons galón galones"),
    ("s", "time", 1, "s", "sec secs second seconds seg segundo segundos"),
    ("min", "time", 60, "min", "m mins minute minutes minuto minutos"),
    ("h", "time", 3600, "h", "hr hrs hour hours hora horas"),
    ("day", "time", 86400, "days", "day days d día días"),
    ("week", "time", 604800, "weeks", "week weeks wk semana semanas"),
    ("month", "month", 1, "months", "month months mes meses"),
    ("year", "month", 12, "years", "year years yr yrs año años"),
    ("usd", "money", 1, "$", "dollar dollars dólar dólares usd us$"),
    ("cents", "money", "1/100", "¢", "c cent cents centavo centavos"),
    ("deg", "angle", 1, "°", "deg degree degrees grado grados"),
    ("percent", "percent", 1, "%", "percent per_cent por_ciento porciento pct"),
    ("mph", "speed", "201168/450000", "mph", "mi/h miles_per_hour millas_por_hora"),
    ("kmh", "speed", "5/18", "km/h", "kph kilometers_per_hour kilómetros_por_hora"),
    ("degc", "celsius", 1, "°C", "c °c degrees_celsius grados_celsius grados_centígrados"),
    ("degf", "fahrenheit", 1, "°F", "f °f degrees_fahrenheit grados_fahrenheit"),
)  # fmt: skip
_CONTEXTUAL = {"c", "f", "d"}  # letters that mean a unit only where that unit is asked for


def without_accents(text: str) -> str:
    """Return the text with the accents of Spanish vowels taken off."""
    return text.translate(str.maketrans("áéíóúü", "aeiouu"))


def _unit(row: tuple[str, str, Number | str, str, str]) -> Unit:
    id_, dimension, size, sign, names = row
    spelled = {without_accents(name.replace("_", " ")) for name in names.split()} | {
        sign.lower()
    }
    if id_ not in ("degc", "degf", "day", "week", "month", "year", "cup"):
        spelled.add(id_)
    return Unit(
        id=id_,
        dimension=dimension,
        size=Fraction(size),
        sign=sign,
        spellings=frozenset(spelled),
    )


def _raised(unit: Unit, power: int) -> Unit:
    name, english, spanish = (
        ("sq", "square", "cuadrados") if power == 2 else ("cu", "cubic", "cubicos")
    )
    singular = spanish[:-1]
    spelled: set[str] = set()
    for one in unit.spellings:
        spelled |= {f"{one}{power}", f"{one}^{power}", f"{name} {one}", f"{name}. {one}"}
        spelled |= {
            f"{english} {one}",
            f"{one} {spanish}",
            f"{one} {singular}",
            f"{one} {english}d",
        }
        spelled |= {f"{one} {spanish[:-2]}as", f"{one} {spanish[:-2]}a"}
    spelled |= {"cc"} if (unit.id, power) == ("cm", 3) else set()
    return Unit(
        id=f"{name}_{unit.id}",
        dimension="area" if power == 2 else "volume",
        size=Fraction(unit.size) ** power,
        sign=f"{unit.sign}{'²' if power == 2 else '³'}",
        spellings=frozenset(spelled),
    )


_BASE = [_unit(row) for row in _PLAIN]
_ALL = _BASE + [_raised(u, p) for u in _BASE if u.dimension == "length" for p in (2, 3)]
UNITS: Mapping[str, Unit] = {unit.id: unit for unit in _ALL}
_BY_SPELLING: dict[str, str] = {}
for _each in _ALL:
    for _spelling in _each.spellings - _CONTEXTUAL:
        _BY_SPELLING.setdefault(_spelling, _each.id)


_SPANISH_SIGNS: Mapping[str, str] = {
    "in": "pulg",
    "ft": "pies",
    "ton": "toneladas",
    "cup": "tazas",
    "floz": "oz líq",
    "tsp": "cdtas",
    "tbsp": "cdas",
    "day": "días",
    "week": "semanas",
    "month": "meses",
    "year": "años",
    "gal": "gal",
}


def sign_of(unit: str, language: str) -> str:
    """Return what stands after a number in this language.

    >>> sign_of("sq_ft", "es"), sign_of("sq_ft", "en"), sign_of("cm", "es")
    ('pies²', 'ft²', 'cm')
    """
    power, _, base = unit.rpartition("_")
    if language != "es" or base not in _SPANISH_SIGNS:
        return UNITS[unit].sign
    return _SPANISH_SIGNS[base] + {"sq": "²", "cu": "³"}.get(power, "")


def unit_named(text: str, asked: str | None = None) -> Unit | None:
    """Return the unit a text names; the unit that was asked for wins where a text could be several.

    >>> unit_named("pies cuadrados").id, unit_named("c", "cup").id, unit_named("c")
    ('sq_ft', 'cup', None)
    """
    spelled = without_accents(" ".join(text.lower().split())).removesuffix(".")
    if asked is not None and spelled in UNITS[asked].spellings:
        return UNITS[asked]
    if asked is not None and spelled in _CONTEXTUAL:
        dimension = UNITS[asked].dimension
        alike = [one for one in _ALL if one.dimension == dimension and spelled in one.spellings]
        return alike[0] if len(alike) == 1 else None
    found = _BY_SPELLING.get(spelled)
    return UNITS[found] if found else None
