"""Turn UN reports into checked, structured JSON."""
