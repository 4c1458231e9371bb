"""Files that people bring: what they are by their content, and where they are kept: by SHA-256, outside what the web
serves. Who names a file says so in the table of `config/kept_files.py`; what nobody names is forgotten."""
