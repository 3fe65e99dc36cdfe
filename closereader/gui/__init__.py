"""The window: a thin layer of Qt over the library; the only package that knows Qt."""
