"""Closed tables of the room, and what follows from them. Pure."""
