"""OneRoster 1.1 and 1.2 CSV packages: a district's schools, sessions, classes and people.

The way in and the way out::

    package, problems = read_package(source)  # source: Path of zip or folder, or a zip's bytes
    notes = write_package(package, target)    # target: a binary file; always OneRoster 1.2

`read_package` never raises on bad data. `problems` names every fault with file, row, field,
value and remedy; weight NOTE was read all the same, ROW left that row out, FILE left that file
(or all) out. `is_readable(problems)` is False when nothing of the package could be taken.

What an importer relies on:

* `Package.users`, `.roles`, `.orgs`, `.academic_sessions`, `.courses`, `.classes`,
  `.enrollments`, `.demographics`, `.user_profiles`: tuples of frozen records (`records.py`), in
  order of sourcedId, no sourcedId twice (upper and lower case are the same), each with
  `.status`, `.is_ended`, `.date_last_modified` and `.where` ("users.csv row 41").
* `Package.mode_of("users")`: "bulk" (what is not here has ended), "delta" (changes only) or
  "absent". A file that is empty, unreadable or missing is "absent": it ends nothing.
* `Package.is_left_out("users", sourced_id)`: the row stands in the file but could not be taken,
  so its absence from the records ends nothing: of a person left out, touch nothing at all.
* `Package.user(id)`, `.org(id)`, `.class_(id)`, `.course(id)`, `.academic_session(id)`,
  `.roles_of(user_id)`, `.demographics_of(user_id)`, `.guardian_links(known_students=...)`, and
  maps such as `.users_by_key` by `key_of(sourced_id)`. Compare ids by `key_of` only.
* References: where the file pointed at is bulk, every reference of a record that has not ended
  leads to a record of the package, in the same spelling, or is empty where it may be. A delta
  may point at what came earlier: check against what you know.
* A row with status tobedeleted may hold nothing but its sourcedId; a session's days are then
  1900-01-01.
* Shapes: dates are `date`, kept as sent; grades CEDS codes (IT PR PK TK KG 01..13 PS UG Other);
  booleans `bool`; ids and names keep their spelling; 1.1's roles come as `Role`s, like 1.2's.
* Roles and other words outside the standard's lists (`vocabulary.py`) come as written.
"""

from ownpath.interchange.oneroster.findings import is_readable as is_readable
from ownpath.interchange.oneroster.package import Mode as Mode
from ownpath.interchange.oneroster.package import Package as Package
from ownpath.interchange.oneroster.read import read_package as read_package
from ownpath.interchange.oneroster.records import AcademicSession as AcademicSession
from ownpath.interchange.oneroster.records import Class as Class
from ownpath.interchange.oneroster.records import Course as Course
from ownpath.interchange.oneroster.records import Demographics as Demographics
from ownpath.interchange.oneroster.records import Enrollment as Enrollment
from ownpath.interchange.oneroster.records import GuardianLink as GuardianLink
from ownpath.interchange.oneroster.records import Org as Org
from ownpath.interchange.oneroster.records import Record as Record
from ownpath.interchange.oneroster.records import Role as Role
from ownpath.interchange.oneroster.records import User as User
from ownpath.interchange.oneroster.records import UserId as UserId
from ownpath.interchange.oneroster.records import UserProfile as UserProfile
from ownpath.interchange.oneroster.records import key_of as key_of
from ownpath.interchange.oneroster.write import write_package as write_package
