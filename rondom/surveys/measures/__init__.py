"""What a researcher counts and tests: pure, no Django, no child, no file but what is given.

Each function says its formula, the shapes and units it takes, what it assumes and where it comes from. Sources are named short:
Welch 1947 (Biometrika 34), Student 1908, Fisher 1925, Tukey 1953 and Kramer 1956, Games & Howell 1976 (J. Educ. Stat. 1),
Welch 1951 (Biometrika 38), Wilcoxon 1945, Mann & Whitney 1947, Kruskal & Wallis 1952, Pearson 1900, Yates 1934, Wilson 1927,
Newcombe 1998 (Stat. Med. 17), Hedges 1981, Steiger 2004 (Psych. Methods 9), Holm 1979, Benjamini & Hochberg 1995,
Satterthwaite 1946, Snijders & Bosker 2012, Maas & Hox 2005.

`numbers` is an array of answers in points of the scale (float, NaN where nobody answered). A `Summary` is n, mean and SD (n - 1).
"""
