"""A packaged program has no Python beside it: it is its own child, told by a word on its command line."""

import json
import os
import subprocess
import sys

from closereader import confined
from closereader.pages import drawer


def answered(flag: str, request: bytes) -> bytes:
    """What the program, started with this flag, answers to the request."""
    ended = subprocess.run(
        [sys.executable, "-m", "closereader", flag], input=request, capture_output=True, check=True
    )
    return ended.stdout


def test_it_does_what_is_confined() -> None:
    request = {"target": "json:dumps", "arguments": {"obj": 7}, "path": [], "progress": os.devnull}
    told = answered(confined.WORKER_FLAG, json.dumps(request).encode())
    assert json.loads(told) == {"result": "7"}


def test_it_draws_pages() -> None:
    opening = {"path": os.devnull, "password": "", "name": "nothing.pdf", "buffer": os.devnull}
    told = answered(drawer.WORKER_FLAG, json.dumps(opening).encode() + b"\n")
    assert "refused" in json.loads(told.splitlines()[0])
