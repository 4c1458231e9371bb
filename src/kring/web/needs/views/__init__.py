"""Needs: saying them (`needing`), bringing a file (`bringing`), role profiles (`profiles`), how they stand
(`standing`), and one's own side of it (`own`)."""
