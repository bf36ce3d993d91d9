"""Reading a page of no known look: what is inferred from the page itself, and what proves it.

`evidence` says whether the page is an article and which; `body` finds its title and text; `signs` collects the ids
that comments carry, `records` the elements that belong to each, `roles` what each of those is, and `thread` reads
them; `checks` holds what was read against what the page declares.
"""
