"""What is loaded from `grammars/`: rules, lexicons and word lists. It knows no stage."""
