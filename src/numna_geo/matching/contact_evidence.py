"""What contacts, SIRET, categories and sources say, in points of log-odds.

0 where a record says nothing. A phone that answers for all places of an
intercommunality tells none of them apart: what is shared counts by its rarity.
"""

import numpy as np

from numna_geo.matching.compared import Compared
from numna_geo.matching.texts import FloatArray, Truths
from numna_geo.model.category import Category, Family

_PHONE, _EMAIL, _WEBSITE, _SIRET = 1.8, 1.5, 1.0, 1.0
_OTHER_PHONE, _OTHER_EMAIL = -0.4, -0.2
_OTHER_BODY, _OTHER_SITE = -0.5, -0.2
_ELSEWHERE, _FAR_M = 0.4, 300.0
"""What is left of a common SIRET for two addresses, or two points that far apart: a
body gives that of its seat for all its places."""

_LEAST_RARE = 0.15
_SAME_CATEGORY, _UNLIKE_CATEGORY = 0.2, -0.4
_TWO_OFFERS, _SAME_NAME_FROM = -2.0, 0.95
"""Against a fab lab and a coworking, a technopole and its incubator, under one roof
whose names are not nearly the same; or whatever their names, in one list of those that
support."""

_NOT_TWICE, _UNDER_TWO_NAMES, _AS_TWO_KINDS = -0.85, -1.6, -2.6
"""What it takes for a score of 0.93, or of 0.97 when a source gives two names, to count
as 0.85; for two kinds of place, hardly anything is enough."""

_WORKING = (Category.COWORKING, Category.THIRD_PLACE, Category.FAB_LAB)
_LEARNING = (Category.DIGITAL_MEDIATION, Category.FRANCE_SERVICES)


def phone_points(pairs: Compared) -> FloatArray:
    """Points for one phone."""
    texts = pairs.columns.phone
    other = np.where(pairs.differ(texts), _OTHER_PHONE, 0.0)
    return np.where(pairs.same(texts), _PHONE * _rarity(pairs, "phone"), other)


def email_points(pairs: Compared) -> FloatArray:
    """Points for one mailbox."""
    texts = pairs.columns.email
    other = np.where(pairs.differ(texts), _OTHER_EMAIL, 0.0)
    return np.where(pairs.same(texts), _EMAIL * _rarity(pairs, "email"), other)


def website_points(pairs: Compared) -> FloatArray:
    """Points for one web page; two may well be of one place."""
    texts = pairs.columns.website
    return np.where(pairs.same(texts), _WEBSITE * _rarity(pairs, "website"), 0.0)


def siret_points(pairs: Compared) -> FloatArray:
    """Points for one SIRET, or against two bodies."""
    columns = pairs.columns
    points = _SIRET * _rarity(pairs, "siret")
    elsewhere = (pairs.street_likeness < 1) | (pairs.metres > _FAR_M)
    elsewhere &= ~pairs.same_address
    points = np.where(elsewhere, points * _ELSEWHERE, points)
    other = np.where(pairs.same(columns.siren), _OTHER_SITE, _OTHER_BODY)
    other = np.where(pairs.known(columns.siret), other, 0.0)
    return np.where(pairs.same(columns.siret), points, other)


def _rarity(pairs: Compared, what: str) -> FloatArray:
    """1 for what is met in one commune, less and less for what is met in more."""
    communes = pairs.columns.met_in[what][pairs.left]
    return np.maximum(1 / np.maximum(communes, 1.0), _LEAST_RARE)


def category_points(pairs: Compared) -> FloatArray:
    """Points for categories; those that a place may well have together say nothing."""
    columns = pairs.columns
    one, other = columns.category[pairs.left], columns.category[pairs.right]
    both = (columns.categories[pairs.left] & columns.categories[pairs.right]) != 0
    points = np.where(both, 0.0, _BETWEEN[one, other])
    named_alike = pairs.same_name | (pairs.name_likeness >= _SAME_NAME_FROM)
    offers = (_OFFER[one] & _OFFER[other] & ~named_alike) | _listed_as_two(pairs)
    points = np.where(offers, _TWO_OFFERS, points)
    return np.where(one == other, _SAME_CATEGORY, points)


def source_points(pairs: Compared) -> FloatArray:
    """Points against two records of one source, which seldom lists a place twice."""
    points = np.where(pairs.same_name, _NOT_TWICE, _UNDER_TWO_NAMES)
    two = pairs.other_kinds | _listed_as_two(pairs)
    points = np.where(two, _AS_TWO_KINDS, points)
    return np.where(pairs.same(pairs.columns.source), points, 0.0)


def _listed_as_two(pairs: Compared) -> Truths:
    """Whether one list gives two offers of those that support, each its category."""
    category = pairs.columns.category
    one, other = category[pairs.left], category[pairs.right]
    two = (one != other) & _SUPPORT[one] & _SUPPORT[other]
    return np.asarray(two & pairs.same(pairs.columns.source))


def _between() -> FloatArray:
    every = tuple(Category)
    points = np.full((len(every), len(every)), _UNLIKE_CATEGORY)
    for near in (_WORKING, _LEARNING):
        rows = [every.index(category) for category in near]
        points[np.ix_(rows, rows)] = 0.0
    return points


_BETWEEN = _between()
_SUPPORT = np.array([category.family is Family.SUPPORT for category in Category])
_OFFER = np.array([category not in _LEARNING for category in Category])
