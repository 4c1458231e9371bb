"""Views of agreements: lists and one (`pages`), what is wanted (`drafting`), signing, `seats`, and one's `own`."""
