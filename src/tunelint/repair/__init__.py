"""Changes to files, made only when asked."""
