"""The bench: pages of a long document in a long debate, measured in one run (`make bench`)."""
