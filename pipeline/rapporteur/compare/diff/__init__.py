"""What changed between two reports, in the document's terms."""
