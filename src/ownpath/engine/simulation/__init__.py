"""Students with known truth, to try ideas on and to fill a demonstration; always called simulated."""

from ownpath.engine.simulation.term import SimulatedAnswer as SimulatedAnswer
from ownpath.engine.simulation.term import Target as Target
from ownpath.engine.simulation.term import simulate_term as simulate_term
