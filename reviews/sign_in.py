"""What signing in asks of somebody, by what they are here: the function that SIGN_IN_RULES in the settings names."""

from datetime import timedelta

from accounts.watch import SignInRules
from reviews.models import Member, SiteContact

# A reviewer types all day, with hours in meetings; a commissioner reads for a while, often on a shared machine.
WORKING_DAY = timedelta(hours=12)
SHORT = timedelta(hours=1)


def rules_for(user):
    """Centre staff and everybody on a team must have a second factor; a site's people where staff say so for the site.

    Observers too: they read what reviewers read. What staff said for a site is insisted on.
    """
    works_here = user.is_staff or Member.objects.current().filter(user=user).exists()
    insisted = SiteContact.objects.not_over().filter(user=user, site__second_factor_forced=True).exists()
    idle = WORKING_DAY if works_here else SHORT
    return SignInRules(second_factor=works_here or insisted, idle=idle, insisted=insisted)
