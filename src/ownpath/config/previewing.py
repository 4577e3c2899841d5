"""A pack as one page to leaf through: every template, seed by seed, step by step, in both languages, with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from ownpath.config.packs import nothing_of, read_or_refuse
from ownpath.engine.items import (
    CannotInstantiate,
    ItemDefinition,
    hints,
    instantiate,
    read_definition,
    show,
    solution,
)
from ownpath.engine.items.printing import PrintedItem, print_item

Step = Callable[[str, int, int], None]

STYLE = """
:root { color-scheme: light dark; --accent-fill: #3d57d0; }
body { font: 18px/1.5 "Atkinson Hyperlegible", system-ui, sans-serif; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; }
header { position: sticky; top: 0; padding: .5rem 0; background: Canvas; border-bottom: 1px solid GrayText; }
[hidden] { display: none; }
.both { display: grid; gap: 1.5rem; } @media (min-width: 44rem) { .both { grid-template-columns: 1fr 1fr; } }
svg { max-width: 100%; height: auto; } .pic [class$="-on"] { fill: var(--accent-fill); fill-opacity: .75; }
.pic [class$="-half"] { fill: var(--accent-fill); fill-opacity: .3; }
.key { font-weight: 700; } small { color: GrayText; } li { margin-block: .25rem; }
table { border-collapse: collapse; } td, th { border: 1px solid GrayText; padding: .2em .6em; }
"""
SCRIPT = """
const leaves = [...document.querySelectorAll("section")], place = document.querySelector("output");
let at = 0;
const go = (to) => { at = (to + leaves.length) % leaves.length;
  leaves.forEach((leaf, index) => { leaf.hidden = index !== at; });
  place.textContent = `${at + 1} / ${leaves.length}`; window.scrollTo(0, 0); };
const other = (step) => { let to = at; const id = leaves[at].dataset.template;
  do { to = (to + step + leaves.length) % leaves.length; } while (leaves[to].dataset.template === id && to !== at);
  go(to); };
addEventListener("keydown", (event) => { const deed = { ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1),
  ArrowDown: () => other(1), ArrowUp: () => other(-1) }[event.key];
  if (deed) { event.preventDefault(); deed(); } });
go(0);
"""


def write_preview(target: Path, *, folder: Path, grade: str, n_seeds: int, step: Step) -> int:
    """Write the page and return how many templates it holds.

    Raises
    ------
    Refusal
        If there is no pack to speak of, or nothing of that grade in it.
    """
    records, _problems = read_or_refuse(folder)
    grades = {each.code: each.grade for each in records.competencies}
    chosen = [t for t in records.templates if grade in ("", grades.get(t.competencies[0], ""))]
    if not chosen:
        raise nothing_of(grade, grades.values())
    leaves: list[str] = []
    for done, record in enumerate(chosen, 1):
        definition, faults = read_definition(
            record.data, where=record.where, languages=records.pack.languages
        )
        if definition is None:
            leaves.append(_section(record.id, f"<p>{escape(str(faults[0]))}</p>"))
        else:
            leaves += _leaves(definition, n_seeds)
        step("templates", done, len(chosen))
    title = escape(records.pack.id)
    target.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style>'
        f"<header>{title} <output></output> <small>left, right: items; up, down: templates</small></header>"
        f"{''.join(leaves)}<script>{SCRIPT}</script></html>",
        encoding="utf-8",
    )
    return len(chosen)


def _leaves(definition: ItemDefinition, n_seeds: int) -> Iterator[str]:
    for number in definition.steps:
        for seed in range(n_seeds):
            sides = "".join(
                f'<div lang="{language}">{_side(definition, seed, number, language)}</div>'
                for language in definition.languages
            )
            about = (
                f"{definition.type}, {definition.representation}, step {number}, seed {seed}"
            )
            yield _section(
                definition.id, f'<small>{about}</small><div class="both">{sides}</div>'
            )


def _section(name: str, inside: str) -> str:
    shown = escape(name)
    return f'<section data-template="{shown}" hidden><h2>{shown}</h2>{inside}</section>'


def _side(definition: ItemDefinition, seed: int, number: int, language: str) -> str:
    try:
        instance = instantiate(definition, seed=seed, step=number)
        printed = print_item(instance, language=language)
        spoken = show(instance, language=language).spoken
        helps = (*hints(instance, language), *solution(instance, language))
    except (CannotInstantiate, ValueError) as error:
        return f"<p>{escape(str(error))}</p>"
    told = "".join(f"<li>{h.html}{h.picture.svg if h.picture else ''}</li>" for h in helps)
    answers = " · ".join(printed.answers)
    return f'{_asked(printed)}<p class="key">{answers}</p><ol>{told}</ol><small>{escape(spoken)}</small>'


def _asked(printed: PrintedItem) -> str:
    prompt = "".join(p.html + (" ____ " if p.field else "") for p in printed.pieces)
    pictures = "".join(picture.svg for picture in printed.pictures)
    parts = ""
    for part in printed.parts:
        parts += part.line.svg if part.line else ""
        for choice in (*part.choices, *part.targets):
            drawn = choice.picture.svg if choice.picture else ""
            parts += f"<li>{choice.sign} {drawn}{choice.html}</li>"
    return f"{prompt}{pictures}<ul>{parts}</ul>"
