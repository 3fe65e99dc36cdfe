"""Keeps a fault inside one of our overrides of a Qt method from ending the process.

WORKAROUND: PySide6 6.11 (all of 6.11.0 to 6.11.3, seen on Python 3.11) reads the arguments of an
exception that leaves an override before the exception is an object: one that C code raised, such as
1 / 0 or len(5), ends in a segmentation fault. Catching it makes it an object. A handler of an event
then reports it through `sys.excepthook`, which says it in the window; an override that must return a
value raises it again. `tests/gui/test_guard.py` tells when this can go.
"""

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

C = TypeVar("C", bound=type)


def guarded(cls: C) -> C:
    """Class decorator: wraps every method of `cls` that overrides one of Qt's."""
    for name, method in list(vars(cls).items()):
        if isinstance(method, FunctionType) and not name.startswith("__") and _overrides(cls, name):
            setattr(cls, name, _with_whole_exceptions(method))
    return cls


def _overrides(cls: type, name: str) -> bool:
    # What Qt itself defines shows up on a base as something other than a Python function.
    inherited = [vars(base)[name] for base in cls.__mro__[1:] if name in vars(base)]
    return any(not isinstance(method, FunctionType) for method in inherited)


def _with_whole_exceptions(method: Callable[..., Any]) -> Callable[..., Any]:
    is_handler = method.__name__.endswith("Event") or method.__name__ in ("draw", "paint")

    @functools.wraps(method)
    def whole(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except Exception as error:
            if not is_handler:
                raise error from None
            sys.excepthook(type(error), error, error.__traceback__)
            return None

    return whole
