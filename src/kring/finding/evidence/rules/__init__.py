"""From evidence to a level: which kinds there are, what each is worth, what praise in return is worth. Pure."""
