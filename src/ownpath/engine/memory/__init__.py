"""Forgetting and review: when to look at something again, and how likely it is still there."""

from ownpath.engine.memory.scheduler import DEFAULT_WEIGHTS as DEFAULT_WEIGHTS
from ownpath.engine.memory.scheduler import USUAL as USUAL
from ownpath.engine.memory.scheduler import Plan as Plan
from ownpath.engine.memory.scheduler import is_due as is_due
from ownpath.engine.memory.scheduler import p_recalled as p_recalled
from ownpath.engine.memory.scheduler import plan_review as plan_review
from ownpath.engine.memory.scheduler import replay as replay
from ownpath.engine.memory.types import Card as Card
from ownpath.engine.memory.types import Outcome as Outcome
from ownpath.engine.memory.types import ReviewLog as ReviewLog
