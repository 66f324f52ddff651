"""Hints for whoever writes easy read: what guides advise and a program can see. No score, no claim that it is easy."""
