"""The room for other programs: the pages' queries and actions behind JSON."""
