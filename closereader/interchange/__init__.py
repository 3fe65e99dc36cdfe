"""Annotations out of and into other programs' formats; the formats themselves come one by one."""
