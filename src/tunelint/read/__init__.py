"""Bytes to examples: open, decompress, decode, recognise the shape."""
