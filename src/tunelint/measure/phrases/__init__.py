"""Measures of phrases and patterns in the parts of a text: what the rules of style guides look at."""
