"""The conference, its documents and their stages."""
