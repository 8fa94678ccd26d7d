"""How languages write days and numbers, where Django's own way is not ours or there is none.

A month has another form behind a day in Polish and Ukrainian (3 listopada, but listopad 2026). Templates ask for `j F Y`;
Django looks that up as the name of a format, and finds here which form the language wants.
"""

DECLINED = {asked: asked.replace("F", "E") for asked in ("j F", "j F Y", "j F H:i", "j F, H:i", "j F Y, H:i")}
DECLINED["l j F"] = "l, j E"
