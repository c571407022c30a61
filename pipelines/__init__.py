"""The stages that a page passes, one file each; `prospector.settings` lists them in order."""
