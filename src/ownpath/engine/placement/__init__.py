"""Placement: what to ask next, when to stop, and the first map of what a student knows."""

from ownpath.engine.placement.placement import first_map as first_map
from ownpath.engine.placement.placement import next_question as next_question
from ownpath.engine.placement.prior import PlacementMap as PlacementMap
from ownpath.engine.placement.prior import make_map as make_map
from ownpath.engine.placement.types import Answer as Answer
from ownpath.engine.placement.types import Finished as Finished
from ownpath.engine.placement.types import FirstMap as FirstMap
from ownpath.engine.placement.types import Limits as Limits
from ownpath.engine.placement.types import Place as Place
from ownpath.engine.placement.types import Progress as Progress
