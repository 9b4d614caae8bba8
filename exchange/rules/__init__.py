"""Lists that come in and what goes out, as data and pure functions."""
