"""What may come next for one student, and why: legal by the graph, weighed, various, each with a reason to check."""

from ownpath.engine.offers.propose import propose as propose
from ownpath.engine.offers.types import Candidate as Candidate
from ownpath.engine.offers.types import Proposal as Proposal
from ownpath.engine.offers.types import Reason as Reason
from ownpath.engine.offers.types import Situation as Situation
from ownpath.engine.offers.types import Standing as Standing
from ownpath.engine.offers.types import Weight as Weight
