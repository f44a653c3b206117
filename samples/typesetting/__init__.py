"""Set a report in the layout of a United Nations document, from its text as data."""
