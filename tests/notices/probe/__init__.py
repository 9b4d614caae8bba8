"""An application of the tests: the smallest room that has something to send."""
