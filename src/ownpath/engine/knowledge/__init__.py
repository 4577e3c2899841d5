"""What a student knows, reckoned from what they showed: rules that can be swapped, one life cycle for all.

A rule is pure: it takes a memory and one thing seen and gives a new memory; judging a memory changes nothing. Every
rule has a name with a version, so that a report can say by which rule it was reckoned.
"""

from ownpath.engine.knowledge.rules import DEFAULT_RULE as DEFAULT_RULE
from ownpath.engine.knowledge.rules import EARLIER_RULES as EARLIER_RULES
from ownpath.engine.knowledge.rules import RULES as RULES
from ownpath.engine.knowledge.rules import Rule as Rule
from ownpath.engine.knowledge.rules import replay as replay
from ownpath.engine.knowledge.rules import rule_named as rule_named
from ownpath.engine.knowledge.types import HOLDS_AS_LEARNED as HOLDS_AS_LEARNED
from ownpath.engine.knowledge.types import NOTHING_SHOWN as NOTHING_SHOWN
from ownpath.engine.knowledge.types import Judgment as Judgment
from ownpath.engine.knowledge.types import Memory as Memory
from ownpath.engine.knowledge.types import Seen as Seen
from ownpath.engine.knowledge.types import State as State
from ownpath.engine.knowledge.types import is_downgrade as is_downgrade
