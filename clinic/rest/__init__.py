"""The ground of the API: rooms declare operations in their `api.py`, everything else is here."""
