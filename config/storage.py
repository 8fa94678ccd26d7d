"""Static files under a name that holds their hash, compressed once, so that a browser keeps them for a year."""

from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; a template that names a file that is not there fails at once.

    What a script imports goes by its hash too (Django finds an import by its semicolon): no script of yesterday beside one
    of today.
    """

    support_js_module_import_aggregation = True
