"""JSON over the same queries and actions."""
