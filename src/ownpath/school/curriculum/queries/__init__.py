"""Read frameworks, activities and items; what never changes within a revision is kept in memory."""

from ownpath.school.curriculum.queries.activities import activities_by_id as activities_by_id
from ownpath.school.curriculum.queries.activities import activity_words as activity_words
from ownpath.school.curriculum.queries.activities import (
    competencies_by_id as competencies_by_id,
)
from ownpath.school.curriculum.queries.activities import (
    competencies_by_uuid as competencies_by_uuid,
)
from ownpath.school.curriculum.queries.activities import get_activity as get_activity
from ownpath.school.curriculum.queries.activities import get_theme as get_theme
from ownpath.school.curriculum.queries.activities import (
    plain_activities_by_id as plain_activities_by_id,
)
from ownpath.school.curriculum.queries.activities import (
    practice_by_competency as practice_by_competency,
)
from ownpath.school.curriculum.queries.activities import themes as themes
from ownpath.school.curriculum.queries.cards import TeachingCard as TeachingCard
from ownpath.school.curriculum.queries.cards import cards_of as cards_of
from ownpath.school.curriculum.queries.items import competencies_at as competencies_at
from ownpath.school.curriculum.queries.items import definition_at as definition_at
from ownpath.school.curriculum.queries.items import definitions_of as definitions_of
from ownpath.school.curriculum.queries.items import get_item as get_item
from ownpath.school.curriculum.queries.items import item_ids_for as item_ids_for
from ownpath.school.curriculum.queries.items import numbers_by_uuid as numbers_by_uuid
from ownpath.school.curriculum.queries.items import rules_of as rules_of
from ownpath.school.curriculum.queries.items import servable_items as servable_items
from ownpath.school.curriculum.queries.items import uuids_of_items as uuids_of_items
from ownpath.school.curriculum.queries.items import with_items as with_items
from ownpath.school.curriculum.queries.library import CoverLine as CoverLine
from ownpath.school.curriculum.queries.library import SeenItem as SeenItem
from ownpath.school.curriculum.queries.library import SheetMade as SheetMade
from ownpath.school.curriculum.queries.library import cover_lines as cover_lines
from ownpath.school.curriculum.queries.library import get_seen_competency as get_seen_competency
from ownpath.school.curriculum.queries.library import get_seen_item as get_seen_item
from ownpath.school.curriculum.queries.library import grades_in as grades_in
from ownpath.school.curriculum.queries.library import items_seen as items_seen
from ownpath.school.curriculum.queries.library import may_change as may_change
from ownpath.school.curriculum.queries.library import may_write_in as may_write_in
from ownpath.school.curriculum.queries.library import seen_frameworks as seen_frameworks
from ownpath.school.curriculum.queries.library import sheet_of as sheet_of
from ownpath.school.curriculum.queries.maps import ActivityLine as ActivityLine
from ownpath.school.curriculum.queries.maps import CompetencyLine as CompetencyLine
from ownpath.school.curriculum.queries.maps import FrameworkMap as FrameworkMap
from ownpath.school.curriculum.queries.maps import activity_lines as activity_lines
from ownpath.school.curriculum.queries.maps import find_framework as find_framework
from ownpath.school.curriculum.queries.maps import framework_among as framework_among
from ownpath.school.curriculum.queries.maps import framework_for as framework_for
from ownpath.school.curriculum.queries.maps import framework_of_section as framework_of_section
from ownpath.school.curriculum.queries.maps import (
    frameworks_by_section as frameworks_by_section,
)
from ownpath.school.curriculum.queries.maps import frameworks_used as frameworks_used
from ownpath.school.curriculum.queries.maps import get_map as get_map
from ownpath.school.curriculum.queries.maps import map_of as map_of
from ownpath.school.curriculum.queries.setting_aside import AsideLine as AsideLine
from ownpath.school.curriculum.queries.setting_aside import (
    classes_working_on as classes_working_on,
)
from ownpath.school.curriculum.queries.setting_aside import (
    get_seen_framework as get_seen_framework,
)
from ownpath.school.curriculum.queries.setting_aside import is_set_aside as is_set_aside
from ownpath.school.curriculum.queries.setting_aside import n_classes_ever as n_classes_ever
from ownpath.school.curriculum.queries.setting_aside import n_templates_of as n_templates_of
from ownpath.school.curriculum.queries.setting_aside import (
    offered_frameworks as offered_frameworks,
)
from ownpath.school.curriculum.queries.setting_aside import times_set_aside as times_set_aside
from ownpath.school.curriculum.queries.studies import ClassLine as ClassLine
from ownpath.school.curriculum.queries.studies import CourseLine as CourseLine
from ownpath.school.curriculum.queries.studies import Study as Study
from ownpath.school.curriculum.queries.studies import course_lines as course_lines
from ownpath.school.curriculum.queries.studies import (
    is_anything_to_work_on as is_anything_to_work_on,
)
from ownpath.school.curriculum.queries.studies import (
    n_classes_to_decide as n_classes_to_decide,
)
from ownpath.school.curriculum.queries.studies import n_classes_waiting as n_classes_waiting
from ownpath.school.curriculum.queries.studies import studies_for as studies_for
