"""Shared borders: generalise, pack and read them without tearing neighbours apart."""
