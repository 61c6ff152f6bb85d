"""Kinds of rules about training rows that stand in evaluation data."""
