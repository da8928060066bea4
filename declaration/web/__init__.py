"""Flask: one blueprint a file; the only room that knows HTTP."""
