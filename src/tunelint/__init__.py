"""tunelint: the linter for fine-tuning data."""

__version__ = "0.1.0"
