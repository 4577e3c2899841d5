"""Content packs that come with Ownpath: folders of YAML. The format is docs/content-format.md."""
