"""What a person sees first: Today and the calendar."""
