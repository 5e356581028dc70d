"""What the service talks about: positions, structures, territories. No I/O."""
