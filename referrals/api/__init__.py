"""Partners, releases and referrals for other programs: the pages' rules behind JSON."""
