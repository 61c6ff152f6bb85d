"""What is normal here: sketches that merge without regard to order."""
