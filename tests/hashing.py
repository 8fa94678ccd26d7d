"""Argon2id as the product has it, at the least cost there is: for tests that are not about how hard a password is to guess."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 8
    parallelism = 1
