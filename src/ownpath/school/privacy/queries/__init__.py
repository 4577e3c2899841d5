"""Read the audit, and find what is whose across all rooms."""

from ownpath.school.privacy.queries.auditing import Sought as Sought
from ownpath.school.privacy.queries.auditing import audit_about as audit_about
from ownpath.school.privacy.queries.auditing import audit_of_district as audit_of_district
from ownpath.school.privacy.queries.auditing import deeds_in_the_audit as deeds_in_the_audit
from ownpath.school.privacy.queries.auditing import latest_deed as latest_deed
from ownpath.school.privacy.queries.auditing import newest_deed_at as newest_deed_at
from ownpath.school.privacy.queries.belonging import Belongings as Belongings
from ownpath.school.privacy.queries.belonging import is_content as is_content
from ownpath.school.privacy.queries.belonging import of_district as of_district
from ownpath.school.privacy.queries.belonging import of_person as of_person
from ownpath.school.privacy.queries.belonging import tables_that_leave as tables_that_leave
from ownpath.school.privacy.queries.retaining import is_going as is_going
from ownpath.school.privacy.queries.retaining import last_day_of_leaving as last_day_of_leaving
from ownpath.school.privacy.queries.retaining import latest_run as latest_run
from ownpath.school.privacy.queries.retaining import retention_of as retention_of
