"""Files over HTTP: bounded, checked, and never led into somebody's private network."""
