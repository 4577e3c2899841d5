"""Bring content in: read it, plan what it would change, show the plan, and only then do it.

::

    outcome = import_file(path, kind="coherence", owner_id=None, now=now, progress=None)

or, to show the plan first,

::

    records, problems = read_pack(folder)
    plan = plan_pack_import(records=records, problems=problems)
    outcome = apply_import(plan=plan, now=now, progress=None)

What the rules are:

* A competency is the same when framework and identifier are; an item or activity when its code is. A second import of
  the same source changes nothing.
* What is gone from its source is ended or retired, never deleted: evidence points at it. Prerequisites and alignments
  say nothing by themselves and go; interests and hopes stay, as others may use them.
* Prerequisites that close a circle, dangle, repeat or point at themselves are named and left out.
* A framework's revision rises whenever its competencies, prerequisites, items or activities change; an item's, when
  its definition or its competencies do: what pages keep in memory is kept by revision.
* A framework that one pack brought is not changed by another.
* What somebody changed in the editor stays as it is when its pack comes again, unless it is chosen by its code
  (edited.py): the plan names each with what is here and what the pack brings.
* An office changes what it brought itself; what is shared is changed on the machine (owners.py).
* All or nothing: one transaction, refused when the content changed after the plan was made.
"""

from ownpath.school.curriculum.imports.apply import apply_import as apply_import
from ownpath.school.curriculum.imports.from_course import (
    plan_course_import as plan_course_import,
)
from ownpath.school.curriculum.imports.from_file import KINDS as KINDS
from ownpath.school.curriculum.imports.from_file import import_file as import_file
from ownpath.school.curriculum.imports.from_file import plan_file as plan_file
from ownpath.school.curriculum.imports.from_framework import (
    plan_framework_import as plan_framework_import,
)
from ownpath.school.curriculum.imports.from_pack import plan_pack_import as plan_pack_import
from ownpath.school.curriculum.imports.starter import import_starter_pack as import_starter_pack
from ownpath.school.curriculum.imports.types import ImportPlan as ImportPlan
from ownpath.school.curriculum.imports.types import ImportRefused as ImportRefused
from ownpath.school.curriculum.imports.types import Outcome as Outcome
