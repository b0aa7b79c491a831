"""What the law asks of a social landlord in England: from when, by when, and where it says so."""
