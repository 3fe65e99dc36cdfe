"""The tables a library has, against those it must have."""

from sqlalchemy import Connection, create_engine

from closereader.store import tables


def found(connection: Connection) -> dict[str, str]:
    """Every table, index, view and trigger by its kind and name, as the SQL that made it."""
    rows = connection.exec_driver_sql(
        "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master "
        "WHERE name NOT LIKE 'sqlite_%'"
    )
    return {str(name): str(sql) for name, sql in rows.fetchall()}


def expected() -> dict[str, str]:
    """The same of a new library."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            tables.create(connection)
            return found(connection)
    finally:
        engine.dispose()
