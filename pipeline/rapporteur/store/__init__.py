"""Reports in tables: which there are, what stands in them, and how they get into a database."""
