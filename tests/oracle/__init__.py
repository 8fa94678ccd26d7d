"""A second hand's reading of the rules: what the gate must answer and who must decide, without the gate's own code."""
