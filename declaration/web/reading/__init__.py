"""Texts to read: rolling, published, compared, paragraph by paragraph, downloaded."""
