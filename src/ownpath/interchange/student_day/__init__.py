"""The student-day planning benchmark, version 1: one school day of one campus in, a plan out.

Source: "Student-day planning benchmark", section 2 (file formats), version 1.
"""

from __future__ import annotations

from ownpath.interchange.student_day.read import read_instance as read_instance
from ownpath.interchange.student_day.records import InstanceRecord as InstanceRecord
from ownpath.interchange.student_day.records import PlanRecord as PlanRecord
from ownpath.interchange.student_day.write import write_plan as write_plan
