"""Bring a district's roster in: read it, plan what it would change, show the plan, and only then do it.

::

    package, problems = read_package(path)
    plan = plan_import(package=package, problems=problems, district=district, today=today)
    outcome = apply_import(plan=plan, by=clerk, now=now, today=today, confirm_many_ends=False, progress=None)

What the rules are:

* A row is the same row when its sourcedId is, in whatever case; a changed name, e-mail or sign-in name is a change.
* `tobedeleted`, and absence from a bulk file, end a row (`ended_on`); nothing is deleted but demographics, which the
  district's own system keeps. Who ends takes roles, enrollments and guardianships along, and brings them back.
* A file that is absent says nothing, a delta speaks of its own rows only, a column that the file's version lacks
  (preferred names in 1.1) says nothing either.
* A sign-in name belongs to one person in the whole installation. Whoever asks for one that is taken is imported
  without sign-in, and named; two people are never made one.
* Passwords are never read from a roster: hashing twenty thousand of them takes hours by design, and a password that
  went through a spreadsheet is no secret. Imported people have none until they, or the office, set one.
* All or nothing: one transaction, refused when the records changed after the plan was made.
"""

from ownpath.school.people.imports.apply import apply_import as apply_import
from ownpath.school.people.imports.from_file import FileImport as FileImport
from ownpath.school.people.imports.from_file import import_roster_file as import_roster_file
from ownpath.school.people.imports.from_file import plan_roster_file as plan_roster_file
from ownpath.school.people.imports.plan import plan_import as plan_import
from ownpath.school.people.imports.telling import changes_of as changes_of
from ownpath.school.people.imports.types import Change as Change
from ownpath.school.people.imports.types import FieldChange as FieldChange
from ownpath.school.people.imports.types import FileCount as FileCount
from ownpath.school.people.imports.types import ImportOutcome as ImportOutcome
from ownpath.school.people.imports.types import RosterPlan as RosterPlan
