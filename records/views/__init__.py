"""Pages about keeping, holding, erasing, and a client's own copy."""
