"""Kinds of rules about rows that say what another row says."""
