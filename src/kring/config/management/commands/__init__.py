"""Commands of `kring manage`."""
