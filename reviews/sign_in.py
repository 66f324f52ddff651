"""What signing in asks of somebody, by what they are here: the function that SIGN_IN_RULES in the settings names."""

from datetime import timedelta

from accounts.watch import SignInRules
from reviews.models import Member, SiteContact

# A reviewer types all day, with hours in meetings; a commissioner reads for a while, often on a shared machine.
WORKING_DAY = timedelta(hours=12)
SHORT = timedelta(hours=1)


def rules_for(user):
    """Centre staff and everybody on a team must have a second factor; a site's people where staff say so for the site.

    Observers too: they read what reviewers read.
    """
    works_here = user.is_staff or Member.objects.current().filter(user=user).exists()
    if works_here:
        return SignInRules(second_factor=True, idle=WORKING_DAY)
    contacts = SiteContact.objects.not_over().filter(user=user, site__second_factor_forced=True)
    return SignInRules(second_factor=contacts.exists(), idle=SHORT)
