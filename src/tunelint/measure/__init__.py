"""Measures: dear, pure, versioned values of passages."""
