"""The window: a thin layer of Qt over the library; the only package that knows Qt."""

import builtins

# WORKAROUND: PySide6 replaces the import of every module that comes after it by one that reads its
# source, in case it uses `from __feature__ import`, which nothing here does. With it SQLAlchemy alone
# takes 14 MB and 60 ms more. Where PySide6 was loaded before this package, it is left so.
_plain_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _plain_import
