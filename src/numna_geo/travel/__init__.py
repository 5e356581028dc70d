"""Minutes between two places, by whichever engine there is."""
