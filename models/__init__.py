"""The nouns: tables and closed vocabularies."""
