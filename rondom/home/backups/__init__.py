"""Backups and putting them back (decision 0025): the database in one place, the keys in another."""
