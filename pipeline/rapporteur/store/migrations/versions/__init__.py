"""One module for each version; alembic finds them by `revision` and `down_revision`."""
