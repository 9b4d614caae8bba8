"""Filings, notices and deadlines for other programs: the pages' queries and actions behind JSON."""
