"""Takes in files from outside: their kind decided by what is in them, and rewritten without what nobody meant to send.

`process.cleaned` is the way in. Everything else here runs in a child process with limits and knows nothing of Django,
because the programs that read such files are written in C and the files may have been made to hurt them.
"""
