"""Dossiers: what of a ledger counts for a registration, who judged it, and whom the person let look."""
