"""The habits of a voice: what they are called, how they are counted, and where they show in a text."""
