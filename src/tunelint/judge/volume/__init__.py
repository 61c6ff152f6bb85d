"""Kinds of rules about how much data there is, and how it is spread."""
