"""Answers as files for who researches: what may stand in one (`laying`), and how each kind of file says it. Pure."""
