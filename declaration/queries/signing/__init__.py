"""Who signed an adopted text, and who asks to."""
