"""The pages as plain files, for a host that runs no program of ours."""
