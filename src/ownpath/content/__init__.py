"""Content packs that come with Ownpath: folders of YAML, read by `ownpath.interchange.packs`; the format is docs/content-format.md."""
