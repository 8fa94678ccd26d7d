"""What of a wave may go out, and how small groups stay out of sight. Pure: numpy and scipy, no Django, no child.

`protect()` takes the answers and the tables that are wanted, and gives a `Release`; only its `printed()` goes out. Rules R126 to
R130 of the papers: groups from 10, cells from 5, cut at 5% and 95%, a second cell hidden where the first could be computed,
letters for schools that change per table, all tables of a release together. Decision 0039.
"""
