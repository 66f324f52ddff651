"""Proof that the leak suite bites: what is loosened, one thing at a time, and the runner."""

from benchmarks.loosenings.doors import DOORS
from benchmarks.loosenings.easy_read import EASY_READ
from benchmarks.loosenings.files import FILES
from benchmarks.loosenings.roles import ROLES
from benchmarks.loosenings.texts import TEXTS_THAT_SAVE_THEMSELVES

LOOSENINGS = [*ROLES, *DOORS, *EASY_READ, *FILES, *TEXTS_THAT_SAVE_THEMSELVES]
