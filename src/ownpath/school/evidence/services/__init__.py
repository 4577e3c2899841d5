"""Write the ledger, put questions, and write sittings of a simulated past."""

from ownpath.school.evidence.services.past import PastQuestion as PastQuestion
from ownpath.school.evidence.services.past import PastSitting as PastSitting
from ownpath.school.evidence.services.past import add_past_sittings as add_past_sittings
from ownpath.school.evidence.services.writing import AlreadyClosed as AlreadyClosed
from ownpath.school.evidence.services.writing import Shown as Shown
from ownpath.school.evidence.services.writing import add_evidence as add_evidence
from ownpath.school.evidence.services.writing import add_many as add_many
from ownpath.school.evidence.services.writing import close_question as close_question
from ownpath.school.evidence.services.writing import count_attempt as count_attempt
from ownpath.school.evidence.services.writing import ensure_open as ensure_open
from ownpath.school.evidence.services.writing import finish_sitting as finish_sitting
from ownpath.school.evidence.services.writing import lengthen_sitting as lengthen_sitting
from ownpath.school.evidence.services.writing import moment_of_answer as moment_of_answer
from ownpath.school.evidence.services.writing import put_question as put_question
from ownpath.school.evidence.services.writing import show_one_hint as show_one_hint
from ownpath.school.evidence.services.writing import start_sitting as start_sitting
