"""What a library's file is called and by which marks it is known; needs nothing but Python."""

LIBRARY_FILE = "library.sqlite3"
# "CRdr" in the file's header, so that a foreign database is told from a library.
APPLICATION_ID = 0x43526472
# The newest Alembic revision, which `PRAGMA user_version` repeats as a number.
HEAD = "0004"


def is_current(application_id: int, user_version: int) -> bool:
    """Whether these marks are a library's of just this version."""
    return application_id == APPLICATION_ID and user_version == int(HEAD)
