"""Making the tables in an empty database: what the migrations did when `made.sql` was written, in one go."""

from kring.config.tables.making import MADE, make
from kring.config.tables.writing import written

__all__ = ["MADE", "make", "written"]
