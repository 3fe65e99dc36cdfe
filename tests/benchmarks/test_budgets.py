"""The budgets, with room for a noisy machine: twice the figure fails."""

import pytest

from tests.benchmarks.__main__ import SUITES

ROOM = 2


@pytest.mark.benchmark
@pytest.mark.parametrize("name", SUITES)
def test_the_budget_is_kept_within_twice_its_figure(name: str) -> None:
    for figure in SUITES[name]():
        assert figure.budget is None or figure.value <= ROOM * figure.budget, figure
