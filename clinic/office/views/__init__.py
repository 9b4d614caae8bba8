"""The clinic's desk in the browser."""
