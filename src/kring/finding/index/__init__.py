"""The search index of this machine: two tantivy indexes in one folder, written by one process, read by all.

`contributions` (see `index_schema`) answers who did it; `catalogue` answers which conversations, people and circles
there are.
"""
