"""Kinds of rules about how hard a text is to read."""
