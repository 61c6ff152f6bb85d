"""Kinds of rules about terms and spellings."""
