"""Flat tables for people: one row for each thing that a person would count."""

from rapporteur.view.table.columns import TABLES, Column, cells
from rapporteur.view.table.files import open_table

__all__ = ["TABLES", "Column", "cells", "open_table"]
