"""What reaches premises, and what the roadmap wanted of it."""

from numna_geo.model.labelled import Labelled
from numna_geo.model.roadmap import SOURCE


class Technology(Labelled):
    """The best technology of a premises; the key is the end of a column `best_…`."""

    FTTH = "ftth", "Fibre jusqu'au local"
    COAX = "coax", "Câble"
    COPPER = "copper", "Cuivre (ADSL, VDSL)"
    THD_RADIO = "thd_radio", "THD radio"
    FIXED_4G = "4g", "4G fixe"
    HD_RADIO = "hd_radio", "HD radio"
    SATELLITE = "satellite", "Satellite"


PUBLIC_PREMISES, PUBLIC_PREMISES_SOURCE = 1_400_000, SOURCE
"""How many premises the roadmap wanted public networks to make connectable."""
