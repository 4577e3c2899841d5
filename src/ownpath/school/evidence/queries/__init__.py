"""Read the ledger, and the questions as they were put."""

from ownpath.school.evidence.queries.asking import InWords as InWords
from ownpath.school.evidence.queries.asking import current_question as current_question
from ownpath.school.evidence.queries.asking import dots_of as dots_of
from ownpath.school.evidence.queries.asking import get_question as get_question
from ownpath.school.evidence.queries.asking import get_sitting as get_sitting
from ownpath.school.evidence.queries.asking import hints_so_far as hints_so_far
from ownpath.school.evidence.queries.asking import instance_of as instance_of
from ownpath.school.evidence.queries.asking import is_begun as is_begun
from ownpath.school.evidence.queries.asking import items_used as items_used
from ownpath.school.evidence.queries.asking import n_hints as n_hints
from ownpath.school.evidence.queries.asking import question_before as question_before
from ownpath.school.evidence.queries.asking import rows_in_words as rows_in_words
from ownpath.school.evidence.queries.asking import shown as shown
from ownpath.school.evidence.queries.asking import solution_of as solution_of
from ownpath.school.evidence.queries.ledger import SeenRow as SeenRow
from ownpath.school.evidence.queries.ledger import WeekFacts as WeekFacts
from ownpath.school.evidence.queries.ledger import count_evidence as count_evidence
from ownpath.school.evidence.queries.ledger import days_of_evidence as days_of_evidence
from ownpath.school.evidence.queries.ledger import everything_seen as everything_seen
from ownpath.school.evidence.queries.ledger import evidence_of as evidence_of
from ownpath.school.evidence.queries.ledger import find_attempt as find_attempt
from ownpath.school.evidence.queries.ledger import last_activities as last_activities
from ownpath.school.evidence.queries.ledger import (
    last_activities_of_many as last_activities_of_many,
)
from ownpath.school.evidence.queries.ledger import newest_answer_at as newest_answer_at
from ownpath.school.evidence.queries.ledger import (
    students_with_evidence as students_with_evidence,
)
from ownpath.school.evidence.queries.ledger import week_of as week_of
