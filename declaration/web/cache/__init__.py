"""What many readers share is made once and kept in memory: this is all of the caching.

``layout.state()`` asks the database, in one statement a request, what can have changed for this
reader. ``@conditional`` (``pages``) turns that state into an ETag: whoever has the page already
is answered 304. Others get it rendered; its costly parts come from the application's one bounded
``memory``, under a key that names all that they show: texts, lists and counts under the state
(``shared``), words and ``redlines`` under themselves, so that they outlive a write elsewhere.
Nothing is emptied because something changed: its key is another one then. What the public is
shown is kept whole. Whoever adds a page writes ``@conditional`` above its view, and puts nothing
of one person (a token, a mark, a name) into what is kept.
"""
