"""A folder on disk becomes an Exercise: the manifest's schema, the loader, and the shipped catalogue."""
