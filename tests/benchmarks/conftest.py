"""Measuring is asked for (`pytest -m benchmark tests/benchmarks`), and never part of the suite."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.option.markexpr:
        measured = [item for item in items if item.get_closest_marker("benchmark")]
        config.hook.pytest_deselected(items=measured)
        items[:] = [item for item in items if item not in measured]
