"""The states of every kind of thing in change, one machine a file; `machine` says how they work."""

from ownpath.school.change.states.machine import Machine as Machine
from ownpath.school.change.states.machine import NotFromHere as NotFromHere
from ownpath.school.change.states.machine import Step as Step
from ownpath.school.change.states.machine import step as step
from ownpath.school.change.states.practices import CARD as CARD
from ownpath.school.change.states.practices import VISIT as VISIT
from ownpath.school.change.states.visions import VISION as VISION
