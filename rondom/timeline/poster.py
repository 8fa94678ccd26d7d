def poster(dossier, *, paper, language):
    raise RuntimeError
