"""The library's file: tables, transactions, search, migrations, copies, checks and locks.

The only package that knows SQL. It stores records and gives them back; what a change means is
decided in `closereader.library`.
"""

from closereader.store.database import LIBRARY_FILE, Database
from closereader.store.lock import Holder, WindowLock, holder
from closereader.store.snapshot import Snapshot
from closereader.store.transaction import Transaction

__all__ = [
    "LIBRARY_FILE",
    "Database",
    "Holder",
    "Snapshot",
    "Transaction",
    "WindowLock",
    "holder",
]
