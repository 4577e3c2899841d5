"""The words of a pilot's figures: numbers as people read them, verdicts, designs, what a run chart says."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.engine.effect.words import number_in_words
from ownpath.school.change.queries.measures import BATCH, NAMES, SHARES

MINUS: Final = "\N{MINUS SIGN}"
VERDICTS: Final = {
    "it helped": gettext_lazy("it helped"),
    "it did harm": gettext_lazy("it did harm"),
    "we do not know yet": gettext_lazy("we do not know yet"),
    "better than before, no comparison group": gettext_lazy(
        "better than before, no comparison group"
    ),
    "worse than before, no comparison group": gettext_lazy(
        "worse than before, no comparison group"
    ),
}
DESIGNS: Final = {
    "difference in differences": gettext_lazy(
        "Difference in differences: how the pilot changed, less how the comparison changed."
    ),
    "difference after": gettext_lazy("The difference between the two after the start."),
    "own baseline": gettext_lazy(
        "Against its own time before: there is no comparison group, so it may have come anyway."
    ),
}
SIGNALS: Final = {
    "shift up": gettext_lazy("six weeks in a row above the line: more than ups and downs"),
    "shift down": gettext_lazy("six weeks in a row below the line: more than ups and downs"),
    "trend up": gettext_lazy("five weeks in a row, each higher than the last"),
    "trend down": gettext_lazy("five weeks in a row, each lower than the last"),
    "too few runs": gettext_lazy("it crosses the line too seldom for chance"),
    "too many runs": gettext_lazy("it crosses the line too often for chance"),
}
COLUMNS: Final = {
    "language": gettext_lazy("language at home"),
    "grade": gettext_lazy("grade"),
    "owed": gettext_lazy("has a plan of support"),
}
LANGUAGES: Final = {
    "en": gettext_lazy("English"),
    "es": gettext_lazy("Spanish"),
    "?": gettext_lazy("not said"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
}
KINDS: Final = {
    "outcome": gettext_lazy("does it help?"),
    "process": gettext_lazy("is it done?"),
    "balancing": gettext_lazy("does it harm elsewhere?"),
}


def tell_figure(
    metric: str,
    value: float | None,
    *,
    is_difference: bool = False,
    is_in_column: bool = False,
) -> str:
    """Return a figure of a measure in words; a share in percent, its difference in points."""
    if value is None:
        return _("not known yet")
    if metric in SHARES or metric in BATCH:
        if not is_difference:
            return tell_share(value, is_in_column=is_in_column)
        number = number_in_words(round(100 * value, 1)).replace("-", MINUS)
        return _("%(n)s points") % {"n": f"+{number}" if value > 0 else number}
    number = number_in_words(value).replace("-", MINUS)
    return f"+{number}" if is_difference and value > 0 else number


def tell_share(value: float, *, is_in_column: bool = False) -> str:
    """Return a share from 0 to 1 in percent, with one decimal where there is one; in a column always."""
    percent = round(100 * value, 1)
    number = f"{percent:.1f}" if is_in_column else number_in_words(percent)
    number = number.replace("-", MINUS)
    return _("%(n)s%%") % {"n": number}


def name_of(metric: str, name: str) -> str:
    """Return what a measure is called."""
    return name or str(NAMES.get(metric, metric))
