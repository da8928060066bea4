"""The committee decides: prepared, released, reopened, shared among members."""
