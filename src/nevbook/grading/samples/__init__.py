"""Sample submissions: those of an exercise's ``answers/``, and a whole sample class."""
