"""How communes are sorted besides territories: who rolls fibre out, who is a centre."""

from numna_geo.model.labelled import Labelled

DEPLOYMENT_ZONE, CENTRE = "deployment_zone", "centre"
"""The names of these zonings, as stored."""


class DeploymentZone(Labelled):
    """Who was to roll fibre out in a commune, at the beginning of 2018.

    Public initiative is what neither of the others is: operators came to some of these
    communes since, by commitments that the file of 2018 does not know.
    """

    VERY_DENSE = "very_dense", "Zone très dense"
    L33_13_ORANGE = "l33_13_orange", "Initiative privée, L. 33-13, Orange"
    L33_13_SFR = "l33_13_sfr", "Initiative privée, L. 33-13, SFR"
    PUBLIC_INITIATIVE = "public_initiative", "Initiative publique"


class Centre(Labelled):
    """The national programme for towns that a commune takes part in."""

    SMALL_TOWN = "small_town", "Petite ville de demain"
    CORE_TOWN = "core_town", "Action cœur de ville"
