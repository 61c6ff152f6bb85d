"""Rules as TOML: load, select, describe, test."""
