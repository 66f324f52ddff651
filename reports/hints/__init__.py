"""Hints for whoever writes easy read: what the guides advise and a program can see. No score, and no claim that it is easy."""
