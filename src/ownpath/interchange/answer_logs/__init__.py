"""Public logs of students' answers, in the three forms benchmarks come in, as plain records.

akt: four lines a student (three without items), five files `*_test1..5.csv`, as published with AKT
(Ghosh, Heffernan & Lan, KDD 2020). pykt: one row a student with comma-joined lists, as pyKT 0.0.38
prepares them. csv: one row an answer.
"""

from ownpath.interchange.answer_logs.merging import merge_multi_skill as merge_multi_skill
from ownpath.interchange.answer_logs.read import FORMATS as FORMATS
from ownpath.interchange.answer_logs.read import read_answer_logs as read_answer_logs
from ownpath.interchange.answer_logs.records import Fold as Fold
from ownpath.interchange.answer_logs.records import Reading as Reading
from ownpath.interchange.answer_logs.records import StudentAnswers as StudentAnswers
