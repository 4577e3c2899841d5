"""Writes a knowledge model as one file and reads it back: arrays and a JSON heading in a zip (`.npz`), never pickle.

The hash of a model is over its arrays and its heading, so equal models have equal hashes wherever they were fitted.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.knowledge.bins import Cuts
from ownpath.engine.knowledge.calibration import Calibration
from ownpath.engine.knowledge.echoes import EchoTable
from ownpath.engine.knowledge.features import (
    ECHO_KINDS,
    FEATURES,
    MEETING_COLUMN,
    MOTIF_COLUMN,
    N_FEATURES,
)
from ownpath.engine.knowledge.glass_box import GlassBox
from ownpath.engine.knowledge.model import Head, KnowledgeModel
from ownpath.engine.knowledge.motifs import MotifTable
from ownpath.engine.knowledge.spreads import Spread
from ownpath.engine.knowledge.trees import Trees

LAYOUT = 1
Arrays = dict[str, NDArray[Any]]
_PLAIN = ("trust", "slope", "shift")


def save_model(model: KnowledgeModel) -> bytes:
    """Return a model as the bytes of a file."""
    arrays = _arrays_of(model)
    stream = io.BytesIO()
    heading = np.frombuffer(_heading_of(model).encode(), np.uint8)
    np.savez_compressed(stream, heading=heading, **arrays)  # type: ignore[arg-type]
    return stream.getvalue()


def load_model(data: bytes) -> KnowledgeModel:
    """Return the model in the bytes of a file.

    Raises
    ------
    ValueError
        If the bytes are not a model this version reads.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            arrays: Arrays = {name: stored[name] for name in stored.files}
        heading = json.loads(arrays.pop("heading").tobytes())
    except (ValueError, KeyError, OSError, EOFError, BadZipFile) as failure:
        raise ValueError(
            f"data is not a knowledge model ({failure}): fit it again"
        ) from failure
    if heading["layout"] != LAYOUT or not _knows(heading["features"]):
        raise ValueError(
            f"data is a model of layout {heading['layout']}: this version reads {LAYOUT}; fit it again"
        )
    return KnowledgeModel(
        calibration=Calibration(**_under(arrays, "calibration")),
        echoes=tuple(EchoTable(**_under(arrays, f"echo_{kind}")) for kind in ECHO_KINDS),
        motifs=MotifTable(**_under(arrays, "motifs")),
        head=_head_from(_under(arrays, "head"), heading),
        belief_head=_trees(belief) if (belief := _under(arrays, "belief")) else None,
        competency_shift=arrays.get("competency_shift"),
        reference=_widened(arrays["reference"], N_FEATURES),
        spread=Spread(**_under(arrays, "spread")),
        item_keys=tuple(heading["item_keys"]),
        competency_keys=tuple(heading["competency_keys"]),
        about=heading["about"],
        **{name: heading[name] for name in _PLAIN},
    )


def hash_of(model: KnowledgeModel) -> str:
    """Return the SHA-256 of a model's content as hexadecimal."""
    digest = sha256(_heading_of(model).encode())
    for name, array in sorted(_arrays_of(model).items()):
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _heading_of(model: KnowledgeModel) -> str:
    heading: dict[str, Any] = {
        "layout": LAYOUT,
        "features": [one.name for one in FEATURES],
        "head": type(model.head).__name__,
        "intercept": model.head.intercept if isinstance(model.head, GlassBox) else 0.0,
        "item_keys": model.item_keys,
        "competency_keys": model.competency_keys,
        "about": dict(model.about),
    }
    return json.dumps(heading | {name: getattr(model, name) for name in _PLAIN}, sort_keys=True)


def _arrays_of(model: KnowledgeModel) -> Arrays:
    arrays: Arrays = {"reference": model.reference}
    if model.competency_shift is not None:
        arrays["competency_shift"] = model.competency_shift
    arrays |= _named("calibration", model.calibration)
    for kind, table in zip(ECHO_KINDS, model.echoes, strict=True):
        arrays |= _named(f"echo_{kind}", table)
    if not model.motifs.is_silent:
        arrays |= _named("motifs", model.motifs)
    arrays |= _named("head", model.head) | _named("spread", model.spread)
    if model.belief_head is not None:
        arrays |= _named("belief", model.belief_head)
        arrays |= _named("belief.cuts", model.belief_head.cuts)
    return arrays | _named("head.cuts", model.head.cuts)


def _named(prefix: str, part: Any) -> Arrays:
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    return {
        f"{prefix}.{n}": value for n, value in values.items() if isinstance(value, np.ndarray)
    }


def _under(arrays: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, Any]:
    start = f"{prefix}."
    return {
        name.removeprefix(start): one for name, one in arrays.items() if name.startswith(start)
    }


def _knows(names: list[str]) -> bool:
    """Return whether features are those of this version, or of one before there were meetings, or motifs."""
    own = [one.name for one in FEATURES]
    return names in (own, own[:MEETING_COLUMN], own[:MOTIF_COLUMN])


def _widened(values: NDArray[Any], n: int) -> NDArray[Any]:
    """Return values with zeros for the features a model was fitted without."""
    return np.concatenate([values, np.zeros(n - len(values), values.dtype)])


def _head_from(arrays: dict[str, Any], heading: Mapping[str, Any]) -> Head:
    if heading["head"] != "GlassBox":
        return _trees(arrays)
    cuts = Cuts(values=arrays.pop("cuts.values"), starts=arrays.pop("cuts.starts"))
    n_without = N_FEATURES - cuts.n_features
    starts = np.concatenate([cuts.starts, np.repeat(cuts.starts[-1:], n_without)])
    single = _widened(arrays.pop("single"), len(cuts.values) + N_FEATURES)
    cuts = Cuts(values=cuts.values, starts=starts)
    return GlassBox(cuts=cuts, intercept=heading["intercept"], single=single, **arrays)


def _trees(arrays: dict[str, Any]) -> Trees:
    cuts = Cuts(values=arrays.pop("cuts.values"), starts=arrays.pop("cuts.starts"))
    return Trees(cuts=cuts, **arrays)
