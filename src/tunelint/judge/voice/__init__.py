"""Kinds of rules about the tone of a reply."""
