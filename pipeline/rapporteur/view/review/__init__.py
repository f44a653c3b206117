"""Review: a page on which a person sees what is printed beside what was read from it."""
