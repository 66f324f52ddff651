"""One builder per kind of document: each reads the database and decides what may be said."""
