"""Texts as readers see them: rolling, published, compared, paragraph by paragraph."""
