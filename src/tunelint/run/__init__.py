"""Configuration, plan and engine."""
