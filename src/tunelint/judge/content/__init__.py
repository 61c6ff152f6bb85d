"""Kinds of rules about what a reply holds, or fails to."""
