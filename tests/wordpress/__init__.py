"""A real WordPress, from Debian's packages, as the judge of the archive: its database is the truth.

``python -m tests.wordpress`` installs it, loads it, and runs the spider against it in every setting of
`settings.MATRIX`; ``python -m tests.wordpress serve SETTING`` leaves it running to be looked at.
"""
