"""What may come next for one student, and why: legal by the graph, weighed, various, each with a reason to check."""

from ownpath.engine.offers.left import Left as Left
from ownpath.engine.offers.left import what_is_left as what_is_left
from ownpath.engine.offers.propose import propose as propose
from ownpath.engine.offers.propose import propose_for_many as propose_for_many
from ownpath.engine.offers.types import Candidate as Candidate
from ownpath.engine.offers.types import Exploration as Exploration
from ownpath.engine.offers.types import Proposal as Proposal
from ownpath.engine.offers.types import Reason as Reason
from ownpath.engine.offers.types import Situation as Situation
from ownpath.engine.offers.types import Standing as Standing
from ownpath.engine.offers.types import Weight as Weight
