"""Kinds of rules: each turns measured values into remarks."""
