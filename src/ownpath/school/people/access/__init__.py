"""Who may see whom: one function decides, and denies unless it finds a reason. Every page and export goes through it.

| who | roster | learning | voice | helping | steering |
|---|---|---|---|---|---|
| the student | yes | yes | yes | no | chooses, does not steer |
| teachers of a section the student is in | yes | yes | yes | yes | yes |
| aides of that section | yes | yes | no | yes | no |
| proctors of that section | yes | no | no | no | no |
| guardians | yes | yes | yes (own messages only, as for everyone) | no | no |
| counselors of the campus | yes | yes | yes | no | no |
| principals and administrators of the campus | yes | yes | no | no | no |
| district administrators | yes | yes | no | no | no |
| records staff | yes | no | no | no | no |

Taking out what is kept of a student is the guardians', and from 18 on the student's own (`may_take_record`): nobody
else's, for it leaves the building.
Helping and steering are deeds: they ask `may_work_with`, which knows no reason of family and lets nobody act on
themselves.
"""

from ownpath.school.people.access.office import RUNNING_A_DISTRICT as RUNNING_A_DISTRICT
from ownpath.school.people.access.office import ids_helped_to_sign_in as ids_helped_to_sign_in
from ownpath.school.people.access.office import may_help_to_sign_in as may_help_to_sign_in
from ownpath.school.people.access.office import may_set_district as may_set_district
from ownpath.school.people.access.office import may_take_all_out as may_take_all_out
from ownpath.school.people.access.office import office_reach as office_reach
from ownpath.school.people.access.seeing import LEADING_A_CAMPUS as LEADING_A_CAMPUS
from ownpath.school.people.access.seeing import TEACHING_OR_HELPING as TEACHING_OR_HELPING
from ownpath.school.people.access.seeing import Aspect as Aspect
from ownpath.school.people.access.seeing import aspects_at_work as aspects_at_work
from ownpath.school.people.access.seeing import aspects_of_many as aspects_of_many
from ownpath.school.people.access.seeing import last_day_that_counts as last_day_that_counts
from ownpath.school.people.access.seeing import lives_on as lives_on
from ownpath.school.people.access.seeing import may_see as may_see
from ownpath.school.people.access.seeing import may_take_record as may_take_record
from ownpath.school.people.access.seeing import may_work_with as may_work_with
from ownpath.school.people.access.seeing import section_runs as section_runs
from ownpath.school.people.access.seeing import students_at_work as students_at_work
from ownpath.school.people.access.seeing import visible_students as visible_students
