"""A report beside another one or beside the truth."""
