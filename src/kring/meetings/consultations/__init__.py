"""Peer consultation (intervisie): a group, its year, and the round in which someone's case is worked on by a method."""
