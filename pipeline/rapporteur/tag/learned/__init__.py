"""What is learned from annotated documents: names that no rule introduces."""
