"""The closed lists of the field, as enumerations."""
