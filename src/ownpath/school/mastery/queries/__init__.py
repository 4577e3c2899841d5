"""Read beliefs, what they foretell and why."""

from ownpath.school.mastery.queries.beliefs import NOT_KNOWN_YET as NOT_KNOWN_YET
from ownpath.school.mastery.queries.beliefs import READY as READY
from ownpath.school.mastery.queries.beliefs import Belief as Belief
from ownpath.school.mastery.queries.beliefs import belief_about as belief_about
from ownpath.school.mastery.queries.beliefs import beliefs_among as beliefs_among
from ownpath.school.mastery.queries.beliefs import beliefs_of as beliefs_of
from ownpath.school.mastery.queries.beliefs import beliefs_of_many as beliefs_of_many
from ownpath.school.mastery.queries.beliefs import beliefs_on as beliefs_on
from ownpath.school.mastery.queries.beliefs import changes_of as changes_of
from ownpath.school.mastery.queries.beliefs import has_shown_anything as has_shown_anything
from ownpath.school.mastery.queries.beliefs import mastered_since as mastered_since
from ownpath.school.mastery.queries.beliefs import open_flags as open_flags
from ownpath.school.mastery.queries.beliefs import (
    open_flags_of_district as open_flags_of_district,
)
from ownpath.school.mastery.queries.beliefs import (
    students_who_showed_since as students_who_showed_since,
)
from ownpath.school.mastery.queries.beliefs import unseen_downgrades as unseen_downgrades
from ownpath.school.mastery.queries.beliefs import waits_for_a_person as waits_for_a_person
from ownpath.school.mastery.queries.elsewhere import ShownElsewhere as ShownElsewhere
from ownpath.school.mastery.queries.elsewhere import count_who_showed as count_who_showed
from ownpath.school.mastery.queries.elsewhere import shown_elsewhere as shown_elsewhere
from ownpath.school.mastery.queries.foretelling import Foretold as Foretold
from ownpath.school.mastery.queries.foretelling import foretell as foretell
from ownpath.school.mastery.queries.foretelling import foretell_many as foretell_many
from ownpath.school.mastery.queries.foretelling import foretell_why as foretell_why
