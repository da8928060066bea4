"""The debate in figures: charts with tables."""
