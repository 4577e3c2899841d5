"""Read people, sections and campuses, always as somebody who asks."""

from ownpath.school.people.access import Aspect as Aspect
from ownpath.school.people.access import aspects_at_work as aspects_at_work
from ownpath.school.people.access import aspects_of_many as aspects_of_many
from ownpath.school.people.access import ids_helped_to_sign_in as ids_helped_to_sign_in
from ownpath.school.people.access import may_help_to_sign_in as may_help_to_sign_in
from ownpath.school.people.access import may_see as may_see
from ownpath.school.people.access import may_take_all_out as may_take_all_out
from ownpath.school.people.access import may_take_record as may_take_record
from ownpath.school.people.access import may_work_with as may_work_with
from ownpath.school.people.access import office_reach as office_reach
from ownpath.school.people.access import students_at_work as students_at_work
from ownpath.school.people.access import visible_students as visible_students
from ownpath.school.people.queries.campuses import asked_campuses_of as asked_campuses_of
from ownpath.school.people.queries.campuses import campuses_at_work as campuses_at_work
from ownpath.school.people.queries.campuses import campuses_led as campuses_led
from ownpath.school.people.queries.campuses import campuses_of as campuses_of
from ownpath.school.people.queries.campuses import closed_campuses_of as closed_campuses_of
from ownpath.school.people.queries.campuses import districts as districts
from ownpath.school.people.queries.campuses import find_campuses as find_campuses
from ownpath.school.people.queries.campuses import find_district as find_district
from ownpath.school.people.queries.campuses import has_district as has_district
from ownpath.school.people.queries.campuses import language_on_paper as language_on_paper
from ownpath.school.people.queries.campuses import may_run_campus as may_run_campus
from ownpath.school.people.queries.campuses import open_campuses_of as open_campuses_of
from ownpath.school.people.queries.campuses import recent_imports as recent_imports
from ownpath.school.people.queries.campuses import runs_district as runs_district
from ownpath.school.people.queries.campuses import standing_at as standing_at
from ownpath.school.people.queries.campuses import today_in as today_in
from ownpath.school.people.queries.classes import grades_of_sections as grades_of_sections
from ownpath.school.people.queries.classes import spans_of_sections as spans_of_sections
from ownpath.school.people.queries.parts_of_names import name_of_parts as name_of_parts
from ownpath.school.people.queries.parts_of_names import parts_of_name as parts_of_name
from ownpath.school.people.queries.parts_of_names import (
    persons_by_family_name as persons_by_family_name,
)
from ownpath.school.people.queries.persons import Adult as Adult
from ownpath.school.people.queries.persons import adults_of as adults_of
from ownpath.school.people.queries.persons import children_of as children_of
from ownpath.school.people.queries.persons import day_of as day_of
from ownpath.school.people.queries.persons import faces_by_roles as faces_by_roles
from ownpath.school.people.queries.persons import faces_of as faces_of
from ownpath.school.people.queries.persons import faces_to_open as faces_to_open
from ownpath.school.people.queries.persons import find_person as find_person
from ownpath.school.people.queries.persons import get_student_at_work as get_student_at_work
from ownpath.school.people.queries.persons import get_visible_student as get_visible_student
from ownpath.school.people.queries.persons import guardians_of as guardians_of
from ownpath.school.people.queries.persons import ids_by_uuid as ids_by_uuid
from ownpath.school.people.queries.persons import ids_of_children as ids_of_children
from ownpath.school.people.queries.persons import ids_with_role as ids_with_role
from ownpath.school.people.queries.persons import leaders_of as leaders_of
from ownpath.school.people.queries.persons import people_with_role as people_with_role
from ownpath.school.people.queries.persons import person_behind as person_behind
from ownpath.school.people.queries.persons import persons_by_id as persons_by_id
from ownpath.school.people.queries.persons import staff_at as staff_at
from ownpath.school.people.queries.persons import student_ids_by_campus as student_ids_by_campus
from ownpath.school.people.queries.persons import students_at as students_at
from ownpath.school.people.queries.persons import zone_of as zone_of
from ownpath.school.people.queries.sections import by_grade as by_grade
from ownpath.school.people.queries.sections import current_sections as current_sections
from ownpath.school.people.queries.sections import get_taught_section as get_taught_section
from ownpath.school.people.queries.sections import grade_order as grade_order
from ownpath.school.people.queries.sections import grades_away as grades_away
from ownpath.school.people.queries.sections import is_mathematics as is_mathematics
from ownpath.school.people.queries.sections import kind_of_section as kind_of_section
from ownpath.school.people.queries.sections import mathematics_sections as mathematics_sections
from ownpath.school.people.queries.sections import section_titles as section_titles
from ownpath.school.people.queries.sections import (
    section_titles_by_student as section_titles_by_student,
)
from ownpath.school.people.queries.sections import sections_at as sections_at
from ownpath.school.people.queries.sections import sections_by_student as sections_by_student
from ownpath.school.people.queries.sections import sections_of_students as sections_of_students
from ownpath.school.people.queries.sections import sections_taught as sections_taught
from ownpath.school.people.queries.sections import sections_to_come as sections_to_come
from ownpath.school.people.queries.sections import span_of_section as span_of_section
from ownpath.school.people.queries.sections import (
    speaks_of_mathematics as speaks_of_mathematics,
)
from ownpath.school.people.queries.sections import stays_in as stays_in
from ownpath.school.people.queries.sections import students_in as students_in
from ownpath.school.people.queries.sections import teachers_by_section as teachers_by_section
from ownpath.school.people.queries.standing import Standing as Standing
from ownpath.school.people.queries.standing import (
    administrators_of_a_roster as administrators_of_a_roster,
)
from ownpath.school.people.queries.standing import (
    has_anybody_a_password as has_anybody_a_password,
)
from ownpath.school.people.queries.standing import ids_who_can_sign_in as ids_who_can_sign_in
from ownpath.school.people.queries.standing import running_a_district as running_a_district
from ownpath.school.people.queries.standing import standing_of as standing_of
