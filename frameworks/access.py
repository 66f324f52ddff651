"""Who may read the parts of a framework that stay inside review teams."""

# A review's members are kept one app above this one, so they are asked for by the names they go by there.
TEAM_ROLES = ["lead", "reviewer", "observer", "independent"]


def may_read_team_parts(user):
    """Centre staff, and everybody who is on a review team now."""
    return user.is_staff or user.memberships.filter(role__in=TEAM_ROLES, left=None).exists()
