"""The main job in real windows, driven by mouse and keys: for workshops, and for machines without a screen."""
