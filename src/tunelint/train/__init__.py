"""Commands that rebuild the shipped weights; never imported by a check."""
