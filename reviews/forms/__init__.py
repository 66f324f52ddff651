"""What people fill in about a review, one module a subject."""
