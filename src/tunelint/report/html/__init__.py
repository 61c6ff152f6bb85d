"""The report for a browser: one file, nothing loaded from the network, every text of the data only text."""
