"""Kinds of rules about the habits of a house."""
