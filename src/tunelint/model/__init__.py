"""The central types: frozen, format-free, known by every floor."""
