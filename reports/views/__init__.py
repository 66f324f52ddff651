"""Pages of what leaves the building and what comes back."""
