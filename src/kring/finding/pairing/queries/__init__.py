"""Reading programmes and meetings of two, as far as each is for the reader; and gathering who takes part in a round."""
