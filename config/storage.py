"""Static files under a name that holds their hash, compressed once, so that a browser keeps them for a year."""

from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; a template that names a file that is not there fails at once."""
