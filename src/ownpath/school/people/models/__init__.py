"""Districts, campuses, terms, persons, roles, courses, sections, enrollments and guardians.

Words and keys are OneRoster's: every row that came from a district's system keeps its `sourced_id`, compared without
regard to case through `source_key`. Nothing here is ever deleted by an import: things end.
Personal data: all of `Person`, `Demographics`, `Guardianship`, `Enrollment`.
"""

from ownpath.school.people.models.classes import Course as Course
from ownpath.school.people.models.classes import Enrollment as Enrollment
from ownpath.school.people.models.classes import Section as Section
from ownpath.school.people.models.persons import Account as Account
from ownpath.school.people.models.persons import Demographics as Demographics
from ownpath.school.people.models.persons import Guardianship as Guardianship
from ownpath.school.people.models.persons import Person as Person
from ownpath.school.people.models.persons import PersonManager as PersonManager
from ownpath.school.people.models.persons import Role as Role
from ownpath.school.people.models.places import NAME_LENGTH as NAME_LENGTH
from ownpath.school.people.models.places import SOURCED_ID_LENGTH as SOURCED_ID_LENGTH
from ownpath.school.people.models.places import Campus as Campus
from ownpath.school.people.models.places import District as District
from ownpath.school.people.models.places import Sourced as Sourced
from ownpath.school.people.models.places import Term as Term
from ownpath.school.people.models.records import RosterImport as RosterImport
from ownpath.school.people.models.records import SignInFailure as SignInFailure
