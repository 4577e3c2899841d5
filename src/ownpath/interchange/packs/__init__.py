"""Our own content packs: YAML folders to plain records. The format stands in docs/content-format.md."""
