"""Agreements between an organisation, or a department of it, and a community: versions that both sides sign, and the
seats that people take because of them."""
