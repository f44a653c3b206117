"""A report as lines for a terminal: the whole in short, or a part of it in full."""
