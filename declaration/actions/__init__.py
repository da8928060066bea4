"""Use-cases: one function, one verb; they flush, the caller commits."""
