"""Letters to clients for other programs: written and asked for; people approve and sign."""
