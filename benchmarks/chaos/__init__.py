"""Reminders while everything around them dies: see `python -m benchmarks.chaos --help`."""
