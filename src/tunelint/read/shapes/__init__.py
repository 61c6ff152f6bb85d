"""The shapes of training examples, one file each."""
