"""Training of the target-sentiment models; needs the extra `train` (PyTorch)."""
