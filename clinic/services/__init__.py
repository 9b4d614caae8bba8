"""What Alcove needs around it on one machine: set-up, PostgreSQL, Valkey, and the processes.

Nothing here imports Django or the rooms above, so that it runs before they can.
"""
