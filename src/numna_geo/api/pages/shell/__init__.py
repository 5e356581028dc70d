"""What every page stands in: frame, assets, errors, and what is kept for them."""
