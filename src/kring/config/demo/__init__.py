"""The demo: three worlds of professionals, written by hand, in Dutch and English. `content/` holds them as TOML."""
