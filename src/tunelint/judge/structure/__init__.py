"""What each provider and trainer does with a row: facts from rules/targets/, one function a check."""
