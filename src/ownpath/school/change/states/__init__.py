"""The states of every kind of thing in change, one machine a file; `machine` says how they work."""

from ownpath.school.change.states.campus_changes import CAMPUS_CHANGE as CAMPUS_CHANGE
from ownpath.school.change.states.decisions import DECISION as DECISION
from ownpath.school.change.states.ideas import IDEA as IDEA
from ownpath.school.change.states.machine import Machine as Machine
from ownpath.school.change.states.machine import NotFromHere as NotFromHere
from ownpath.school.change.states.machine import Step as Step
from ownpath.school.change.states.machine import step as step
from ownpath.school.change.states.meetings import MEETING as MEETING
from ownpath.school.change.states.opportunities import APPLICATION as APPLICATION
from ownpath.school.change.states.pilots import CYCLE as CYCLE
from ownpath.school.change.states.pilots import PILOT as PILOT
from ownpath.school.change.states.practices import CARD as CARD
from ownpath.school.change.states.practices import VISIT as VISIT
from ownpath.school.change.states.seats import LIVE as LIVE
from ownpath.school.change.states.seats import SEAT as SEAT
from ownpath.school.change.states.seats import SITTING as SITTING
from ownpath.school.change.states.seats import WAITING as WAITING
from ownpath.school.change.states.teachers import TEACHER as TEACHER
from ownpath.school.change.states.visions import VISION as VISION
