"""Kinds of rules about rows that contradict one another."""
