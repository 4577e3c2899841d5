"""Checking a template as a careful editor would: many items made, every key reckoned again by another route."""

from ownpath.engine.items.checking.template import check_template
from ownpath.engine.items.checking.types import Finding, Report

__all__ = ["Finding", "Report", "check_template"]
