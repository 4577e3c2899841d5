"""The six promises of a day, planned or kept; who still waits for a whole one; how much of a batch a group is."""

from __future__ import annotations

from ownpath.engine.promises.batch import BatchIndex as BatchIndex
from ownpath.engine.promises.batch import Log as Log
from ownpath.engine.promises.batch import batch_index as batch_index
from ownpath.engine.promises.foretelling import Foretold as Foretold
from ownpath.engine.promises.judge import judge as judge
from ownpath.engine.promises.types import PROMISES as PROMISES
from ownpath.engine.promises.types import Day as Day
from ownpath.engine.promises.types import Terms as Terms
from ownpath.engine.promises.waiting import score as score
from ownpath.engine.promises.waiting import waiting_days as waiting_days
from ownpath.engine.promises.waiting import whole_days as whole_days
