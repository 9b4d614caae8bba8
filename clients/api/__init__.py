"""Clients and intakes for other programs: the pages' queries, forms and actions behind JSON."""
