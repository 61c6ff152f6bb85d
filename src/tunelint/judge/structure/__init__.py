"""What each provider and trainer does with a row: facts from rules/targets/, one small function for each check."""
