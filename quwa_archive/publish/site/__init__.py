"""The site of `quwa serve`: a Datasette plugin with pages to read the archive in. Works without JavaScript."""
