"""Cases for other programs: the pages' queries and actions behind JSON."""
