"""The roster and the bookings for other programs: the pages' queries, forms and actions."""
