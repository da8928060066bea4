"""Signing an adopted text: open its register, ask, verify, enter, withdraw."""
