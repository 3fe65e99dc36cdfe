"""What every test has: folders of its own, no network, and no clock in its properties."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

# Two cores shared by several test processes: how long one example takes says nothing.
# The same examples each time, so that a check of a change tells of the change. To look for others,
# set the variable CLOSEREADER_EXPLORE.
settings.register_profile(
    "closereader", deadline=None, derandomize=not os.environ.get("CLOSEREADER_EXPLORE")
)
settings.load_profile("closereader")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings, library or log of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    monkeypatch.setenv("CLOSEREADER_LIBRARY", str(home / "library"))


class NetworkUsed(AssertionError):
    """The program tried to reach the network."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens a network connection fails its test. Children are held by e2e tests."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            raise NetworkUsed(str(address))
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def shared_article() -> Path:
    """The article this program was first wanted for, where it lies beside the checkout."""
    path = Path(__file__).resolve().parents[2] / "shared" / "readings" / "seed-article.txt"
    if not path.is_file():
        pytest.skip("the shared readings are not beside the checkout")
    return path
