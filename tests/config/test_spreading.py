"""Searches spread over worker processes: the same plans bit for bit, and a killed worker costs only time."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path

import distributed
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "engine" / "dayplan"))

from small_days import small_day

from ownpath.config.spreading import spread
from ownpath.engine.dayplan.planning import Planned, plan_and_check

pytestmark = pytest.mark.filterwarnings("ignore")  # what the cluster says when a worker dies


class TestSpreading:
    def test_gives_the_same_plans_though_a_worker_is_killed(self) -> None:
        problem = small_day()
        tasks = {n: (problem, n, 300_000, None) for n in range(6)}
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster:
            found, killed = {}, False
            for number, outcome in spread(
                tasks=tasks, address=cluster.scheduler_address, n_workers=2,
                is_bound_wanted=False,
            ):  # fmt: skip
                found[number] = outcome
                if not killed:
                    os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
                    killed = True
        assert set(found) == set(tasks)
        for number, (_problem, seed, n_moves, _aims) in tasks.items():
            alone = plan_and_check(
                problem=problem, seed=seed, n_moves=n_moves, is_bound_wanted=False
            )
            there = found[number]
            assert isinstance(alone, Planned)
            assert isinstance(there, Planned)
            assert (alone.plan.option == there.plan.option).all()
            assert (alone.plan.group_teacher == there.plan.group_teacher).all()
        # How its parts find each other is no news to who plans.
        assert logging.getLogger("distributed").getEffectiveLevel() == logging.CRITICAL
