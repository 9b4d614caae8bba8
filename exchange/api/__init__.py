"""Lists that come in, for other programs. A copy of the whole clinic is for people alone."""
