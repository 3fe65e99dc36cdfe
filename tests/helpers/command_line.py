"""A small article that has a little of everything, and how a command line ended."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ARTICLE = """\
# The Two Bridges of Arlen

By Ida Brandt

Arlen has two bridges. The old one carries sheep; the new one carries the tax collectors.

## What the water says

“The river keeps no accounts,” said Tomas Varga in 1904. The river keeps what it is given.

1. Look at the water.
2. Look at the “bridge”.

Ἡ γέφυρα — the bridge 🌉 — was built twice. Nobody in Arlen agrees why.
"""
TITLE = "The Two Bridges of Arlen"


@dataclass
class Result:
    """How one command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def err_lines(self) -> list[str]:
        return self.err.splitlines()


Cli = Callable[..., Result]
