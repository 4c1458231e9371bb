"""ESCO, the classification of the European Commission, out of its official CSV files."""
