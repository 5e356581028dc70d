"""The datasets that are published, but for `gaps`, which is made of the indicators."""

from numna_geo.model.datasets.broadband import BROADBAND
from numna_geo.model.datasets.structures import STRUCTURES
from numna_geo.model.datasets.territories import COMMUNES, DEPARTEMENTS, EPCIS

__all__ = ["BROADBAND", "COMMUNES", "DEPARTEMENTS", "EPCIS", "STRUCTURES"]
