"""What may be said of a setting: claims with sources, chosen by region and date."""
