"""Which mailboxes are a role's: true ones, and people who do not exist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.sources.mailboxes import role_mailbox

ROLES = {
    "montmoreau@france-services.gouv.fr": "",
    "la-souterraine@france-service.gouv.fr": "",
    "franceservices@ccbb.fr": "",
    "France.services@talence.fr": "",
    "france-services-sp-montlucon@orange.fr": "la sous-préfecture de Montluçon",
    "maisonfranceservices@meymac.fr": "France services Meymac",
    "mfs_chateauneuf@grand-cognac.fr": "Châteauneuf-sur-Charente",
    "mfs-cosnedallier@allier.fr": "France services de Cosne-d'Allier",
    "msap-bourgdevisa@info82.com": "France services Bourg de Visa",
    "msp.stmamet@chataigneraie15.fr": "France services de Saint-Mamet-la-Salvetat",
    "franceservices-stefoy@paysfoyen.fr": "Sainte-Foy-la-Grande",
    "ambazac@pimmsmediation.fr": "France services Ambazac",
    "ahun.mfs@orange.fr": "France services d'Ahun",
    "crocqfranceservices@gmail.com": "France services de Crocq",
    "cauvaldorservices-martel@cauvaldor.fr": "France services de Martel",
    "thenac17@france-services.gouv.fr": "",
    "mairie@barran.fr": "",
    "contact@effervescentre.fr": "",
    "accueil.centresocial@cias-tenareze.fr": "",
    "msap@cdc-oleron.fr": "",
    "mfs@paysdepouzauges.fr": "",
    "cap.franceservices@gmail.com": "France services Tonnay-Charente",
}

# Invented; each looks like a role to who reads too fast.
PERSONS = {
    "julie.capdevielle@une-ville.fr": "France services Meymac",
    "l.pointel@une-ville.fr": "France services Ambazac",
    "jean.bussac@une-ville.fr": "France services de Bussac",
    "marie.maisonneuve@une-ville.fr": "France services Meymac",
    "d.bussac@une-ville.fr": "France services de Bussac",
    "dbussac@une-ville.fr": "France services de Bussac",
    "cmartin@une-ville.fr": "France services de Campan",
    "e.martin@une-ville.fr": "France services Saint-Martin",
    "jean@une-ville.fr": "France services de Saint-Jean-de-Luz",
    "alex.martin@hotmail.fr": "France services d'Aucun",
    "france.dupont@une-ville.fr": "France services de Talence",
    "france@une-ville.fr": "France services de Talence",
    "sophie.mairie@une-ville.fr": "",
    "accueil.dupont@une-ville.fr": "",
    "dupont@dupont.fr": "",
    "p.exemple@france-services.gouv.fr": "",
    "poletti@une-ville.fr": "",
    "centrella@une-ville.fr": "",
    "z.exemple@xfrance-services.gouv.fr.une-ville.fr": "",
    "exemple@xfrance-services.gouv.fr": "",
}


@pytest.mark.parametrize(("email", "place"), ROLES.items())
def test_the_mailbox_of_a_role_or_place_is_published(email: str, place: str) -> None:
    assert role_mailbox(email, place=place)


@pytest.mark.parametrize(("email", "place"), PERSONS.items())
def test_the_mailbox_of_a_person_is_not(email: str, place: str) -> None:
    assert not role_mailbox(email, place=place)


NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@given(first=NAMES, last=st.sampled_from(["quenelle", "zwickert", "jolivetxx"]))
def test_no_unknown_surname_is_let_through(first: str, last: str) -> None:
    for between in (".", "-", "_", ""):
        email = f"{first}{between}{last}@une-ville.fr"
        assert not role_mailbox(email, place="France services d'Aucun")
