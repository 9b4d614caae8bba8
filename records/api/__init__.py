"""Keeping, holding, erasing, and a client's own copy."""
