"""What every page stands on: who acts, the layout, forms, labels, moments, assets, security."""
