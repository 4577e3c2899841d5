"""What a grader says by itself, in English and Spanish: calm, short, and never the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PHRASES: Mapping[str, Mapping[str, str]] = {
    "number": {
        "en": "We could not read this as a number. Try digits, such as 12, 3/4 or 0.5.",
        "es": "No pudimos leer esto como un número. Prueba con cifras, como 12, 3/4 o 0.5.",
    },
    "empty": {
        "en": "There is no answer here yet.",
        "es": "Todavía no hay respuesta.",
    },
    "only_number": {
        "en": "Write only the number, without a word after it.",
        "es": "Escribe solo el número, sin palabra después.",
    },
    "unit_needed": {
        "en": "Which unit do you mean? Write it after the number.",
        "es": "¿En qué unidad? Escríbela después del número.",
    },
    "unknown_unit": {
        "en": "We do not know this unit. Look at how the question asks.",
        "es": "No conocemos esa unidad. Mira cómo lo pide la pregunta.",
    },
    "wrong_unit": {
        "en": "Look at the unit: the question asks for another one.",
        "es": "Mira la unidad: la pregunta pide otra.",
    },
    "comma": {
        "en": "Is the comma for thousands or for a decimal? Write it without a comma, or with a point.",
        "es": "¿La coma es de miles o de decimales? Escribe el número sin coma, o con punto decimal.",
    },
    "not_simplest": {
        "en": "The amount is right. Now write it in its simplest form.",
        "es": "La cantidad es correcta. Ahora escríbela en su forma más simple.",
    },
    "form_integer": {
        "en": "The amount is right. Now write it as a whole number.",
        "es": "La cantidad es correcta. Ahora escríbela como número entero.",
    },
    "form_fraction": {
        "en": "The amount is right. Now write it as a fraction.",
        "es": "La cantidad es correcta. Ahora escríbela como fracción.",
    },
    "form_mixed": {
        "en": "The amount is right. Now write it as a mixed number.",
        "es": "La cantidad es correcta. Ahora escríbela como número mixto.",
    },
    "form_decimal": {
        "en": "The amount is right. Now write it as a decimal.",
        "es": "La cantidad es correcta. Ahora escríbela como decimal.",
    },
    "form_percent": {
        "en": "The amount is right. Now write it as a percent.",
        "es": "La cantidad es correcta. Ahora escríbela como porcentaje.",
    },
    "form_ratio": {
        "en": "The comparison is right. Now write it as a ratio, such as 2:3.",
        "es": "La comparación es correcta. Ahora escríbela como razón, por ejemplo 2:3.",
    },
    "form_scientific": {
        "en": "The amount is right. Now write it in scientific notation.",
        "es": "La cantidad es correcta. Ahora escríbela en notación científica.",
    },
    "form_expanded": {
        "en": "It is equal. Now write it without parentheses, like terms joined.",
        "es": "Es equivalente. Ahora escríbela sin paréntesis y con los términos semejantes juntos.",
    },
    "form_factored": {
        "en": "It is equal. Now write it as a product, taken apart as far as it goes.",
        "es": "Es equivalente. Ahora escríbela como producto, factorizada por completo.",
    },
    "form_simplified": {
        "en": "It is equal. Can any like terms or numbers still be joined?",
        "es": "Es equivalente. ¿Se pueden juntar todavía términos semejantes o números?",
    },
    "copied": {
        "en": "That is the expression you were given. What can you do with it?",
        "es": "Esa es la expresión dada. ¿Qué puedes hacer con ella?",
    },
    "expression": {
        "en": "We could not read this expression. Check the parentheses and the signs.",
        "es": "No pudimos leer esta expresión. Revisa los paréntesis y los signos.",
    },
    "letters": {
        "en": "There is a letter here that the question does not use.",
        "es": "Hay una letra que la pregunta no usa.",
    },
    "division": {
        "en": "Use parentheses to show what is under the line of the fraction.",
        "es": "Usa paréntesis para mostrar qué va debajo de la línea de la fracción.",
    },
    "relation": {
        "en": "The question asks for an equation or inequality, with a sign such as = or <.",
        "es": "La pregunta pide una ecuación o desigualdad, con un signo como = o <.",
    },
    "no_relation": {
        "en": "The question asks for an expression, without a sign such as = or <.",
        "es": "La pregunta pide una expresión, sin un signo como = o <.",
    },
    "choice": {
        "en": "Pick one of the choices.",
        "es": "Elige una de las opciones.",
    },
    "partly": {
        "en": "Part of this is right. Look at the rest once more.",
        "es": "Una parte está bien. Mira otra vez el resto.",
    },
    "all": {
        "en": "Some places are still open. Fill each one.",
        "es": "Aún quedan lugares vacíos. Llena cada uno.",
    },
}


def phrase(name: str, languages: Iterable[str]) -> dict[str, str]:
    """Return one phrase in the languages of an item; English where we have no other."""
    by_language = PHRASES[name]
    return {language: by_language.get(language, by_language["en"]) for language in languages}
