"""The library's file: tables, transactions, search, migrations, copies, checks and locks.

The only package that knows SQL. It stores records and gives them back; what a change means is
decided in `closereader.library`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closereader.store.database import LIBRARY_FILE, Database
    from closereader.store.files import Files
    from closereader.store.lock import Holder, WindowLock, holder
    from closereader.store.snapshot import Snapshot
    from closereader.store.transaction import Transaction

__all__ = [
    "LIBRARY_FILE",
    "Database",
    "Files",
    "Holder",
    "Snapshot",
    "Transaction",
    "WindowLock",
    "holder",
]

_HOMES = {
    "LIBRARY_FILE": "version",
    "Database": "database",
    "Files": "files",
    "Snapshot": "snapshot",
    "Transaction": "transaction",
    "Holder": "lock",
    "WindowLock": "lock",
    "holder": "lock",
}


def __getattr__(name: str) -> object:
    # Asked for one by one: `glance` and `lock` are needed before SQLAlchemy is loaded.
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"closereader.store.{_HOMES[name]}"), name)
