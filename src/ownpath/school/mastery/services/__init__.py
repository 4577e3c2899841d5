"""The deeds of mastery: take in what is shown, rebuild, decide."""

from ownpath.school.mastery.services.deciding import clear_flag as clear_flag
from ownpath.school.mastery.services.deciding import mark_changes_seen as mark_changes_seen
from ownpath.school.mastery.services.deciding import move_on as move_on
from ownpath.school.mastery.services.deciding import put_flag_back as put_flag_back
from ownpath.school.mastery.services.presuming import presume as presume
from ownpath.school.mastery.services.presuming import presume_of_new as presume_of_new
from ownpath.school.mastery.services.replaying import rebuild as rebuild
from ownpath.school.mastery.services.replaying import states_as_of as states_as_of
from ownpath.school.mastery.services.showing import UnknownDegree as UnknownDegree
from ownpath.school.mastery.services.showing import learn_from as learn_from
from ownpath.school.mastery.services.showing import record_answer as record_answer
from ownpath.school.mastery.services.showing import record_observation as record_observation
from ownpath.school.mastery.services.showing import (
    take_back_observation as take_back_observation,
)
