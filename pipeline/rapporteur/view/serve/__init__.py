"""The workbench: a server for people who look through reports, correct and check them."""
