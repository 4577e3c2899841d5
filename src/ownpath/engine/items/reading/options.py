"""Options, errors, pictures and passages: the entries that repeat inside a template."""

from __future__ import annotations

from collections.abc import Mapping

from ownpath.engine.items.pictures import KINDS
from ownpath.engine.items.reading.arguments import read_argument
from ownpath.engine.items.reading.place import Place
from ownpath.engine.items.specs import OptionSpec, PassageSpec, PictureSpec
from ownpath.engine.items.texts import Text

_KEYS = ("value", "text", "picture", "right", "when", "misconception", "feedback")


def read_options(place: Place, *, fixed: bool) -> tuple[OptionSpec, ...]:
    """Return the options of a list; `fixed` ones say whether they are right."""
    found = [read_option(entry, keys=_KEYS, fixed=fixed) for entry in place.entries(most=12)]
    return tuple(option for option in found if option)


def read_option(
    place: Place, *, keys: tuple[str, ...], fixed: bool = False
) -> OptionSpec | None:
    """Return one option: its value, text or picture and what stands beside it."""
    place.known_keys(*keys)
    if fixed and not place.has("right"):
        place.fault("an option does not say whether it is right", "Add right: true or false.")
    option = OptionSpec(
        value=place.at("value").expression() if place.has("value") else None,
        text=place.at("text").text() if place.has("text") else None,
        picture=read_picture(place.at("picture")) if place.has("picture") else None,
        right=place.at("right").expression() if place.has("right") else None,
        when=place.at("when").expression() if place.has("when") else None,
        misconception=place.at("misconception").code() if place.has("misconception") else None,
        feedback=place.at("feedback").text() if place.has("feedback") else None,
    )
    if option.value is None and option.text is None and option.picture is None:
        place.fault("an option shows nothing", "Add value, text or picture.")
        return None
    return option


def read_errors(place: Place, kind: str) -> tuple[OptionSpec, ...]:
    """Return the wrong answers we understand."""
    found = [_error(entry, kind) for entry in place.entries(most=20)]
    return tuple(error for error in found if error)


def _error(place: Place, kind: str) -> OptionSpec | None:
    own = {
        "ordering": ("keys",),
        "matching": ("left", "right"),
        "short_text": ("accept",),
        "choice": ("value", "text", "picture"),
    }.get(kind, ("value",))
    place.known_keys(*own, "when", "misconception", "feedback")
    if not any(place.has(key) for key in own):
        place.fault("an error says no wrong answer", f"Add {' or '.join(own)}.")
        return None
    if not place.has("misconception") and not place.has("feedback"):
        place.fault("an error says nothing to the child", "Add misconception or feedback.")
    algebra = kind == "algebraic" and place.has("value")
    return OptionSpec(
        value=place.at("value").expression() if place.has("value") and not algebra else None,
        text=_error_text(place, algebra=algebra),
        picture=read_picture(place.at("picture")) if place.has("picture") else None,
        when=place.at("when").expression() if place.has("when") else None,
        misconception=place.at("misconception").code() if place.has("misconception") else None,
        feedback=place.at("feedback").text() if place.has("feedback") else None,
        keys=tuple(e for entry in place.at("keys").entries() if (e := entry.expression())),
        accept=read_accepted(place.at("accept")) if place.has("accept") else (),
        pair=_pair(place) if kind == "matching" else None,
    )


def _error_text(place: Place, *, algebra: bool) -> Text | None:
    if algebra:
        return place.at("value").mathematics()
    return place.at("text").text() if place.has("text") else None


def read_accepted(place: Place) -> tuple[Text, ...]:
    """Return the texts that count, of all languages in one list."""
    if isinstance(place.value, list):
        found = [entry.text() for entry in place.entries()]
        return tuple(text for text in found if text)
    texts: list[Text] = []
    for language in place.book.languages:
        listed = place.at(language)
        if not listed.entries():
            listed.fault("nothing that counts", f"Add {language}: [...].")
        for entry in listed.entries():
            text = Place(
                entry.where, dict.fromkeys(place.book.languages, entry.value), place.book
            )
            if (made := text.text()) is not None:
                texts.append(made)
    return tuple(texts)


def _pair(place: Place) -> tuple[int, int]:
    return place.at("left").whole(1, 12, 1), place.at("right").whole(1, 12, 1)


def read_pictures(place: Place) -> tuple[PictureSpec, ...]:
    """Return one picture, or those of a list."""
    if place.value is None:
        return ()
    places = place.entries(most=6) if isinstance(place.value, list) else [place]
    return tuple(picture for each in places if (picture := read_picture(each)))


def read_picture(place: Place) -> PictureSpec | None:
    """Return a picture whose kind we can draw."""
    kind = place.at("kind").one_of(tuple(KINDS))
    if not isinstance(place.value, Mapping) or place.value.get("kind") not in KINDS:
        return None
    known = KINDS[kind]
    place.known_keys("kind", "alt", *sorted(known.needs), *sorted(known.may_have))
    for name in sorted(known.needs):
        if not place.has(name):
            place.fault(f"a {kind} needs {name}", f"Add {name}: ...")
    alt = place.at("alt").text()
    names = [name for name in sorted(known.needs | known.may_have) if place.has(name)]
    arguments = {
        name: made
        for name in names
        if (made := read_argument(place.at(name), known.sort_of(name))) is not None
    }
    return PictureSpec(kind=kind, arguments=arguments, alt=alt) if alt else None


def read_passages(place: Place) -> tuple[PassageSpec, ...]:
    """Return the hints or solution steps: one text, or a list of texts, each with a picture perhaps."""
    if place.value is None:
        return ()
    places = place.entries(most=12) if isinstance(place.value, list) else [place]
    passages = []
    for each in places:
        text = each.text()
        picture = read_picture(each.at("picture")) if each.has("picture") else None
        if text:
            passages.append(PassageSpec(text=text, picture=picture))
    return tuple(passages)
