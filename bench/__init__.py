"""Measurements: each in one run beside its peer; results in var/bench.json."""
