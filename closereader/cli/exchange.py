"""The command `export`: a reading with its annotations, into one file."""

import argparse
from pathlib import Path
from typing import Any

from closereader.cli.commands import Call, Handler
from closereader.cli.readings import add_document_argument, add_json_argument

HANDLERS: dict[str, Handler] = {}
