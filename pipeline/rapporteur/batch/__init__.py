"""Many documents: found, converted each by itself, and delivered; their bookkeeping."""
