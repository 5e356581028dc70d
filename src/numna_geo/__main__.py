"""`python -m numna_geo` is `numna-geo`."""

from numna_geo.cli.main import main

main(prog_name="numna-geo")
