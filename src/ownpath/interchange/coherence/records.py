"""The Coherence Map's own objects: domains, clusters, standards, and edges between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A subject of one grade, such as 3.NF; in high school such as G-CO."""

    id: str
    grade: str
    ordinal: str
    name: str
    ordering: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A few standards of one domain, lettered A, B, C."""

    id: str
    ccmathdomain_id: str
    ordinal: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One standard, numbered in its cluster's domain; parts of it are 1.a, 1.b."""

    id: str
    ccmathcluster_id: str
    ordinal: str
    desc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The map as its file has it; ``edges`` are directed, ``nd_edges`` not."""

    domains: dict[str, Domain]
    clusters: dict[str, Cluster]
    standards: dict[str, Standard]
    edges: tuple[tuple[str, str], ...]
    nd_edges: tuple[tuple[str, str], ...]
