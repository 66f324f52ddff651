"""Pages about the site, about one's own account, and for staff who help somebody with theirs."""
