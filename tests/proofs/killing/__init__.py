"""Pulling the plug while people write (T14): the house that is killed, who writes in it, and what is compared afterwards."""
