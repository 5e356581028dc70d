// Web Mercator as numbers between 0 and 1, and distances that agree with the server's.

export const lonToX = (lon: number): number => (lon + 180) / 360;

export function latToY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export const xToLon = (x: number): number => x * 360 - 180;

export const yToLat = (y: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

export interface LonLat {
  lon: number;
  lat: number;
}

// WGS 84: equatorial radius in kilometres, and first eccentricity squared.
const RADIUS_KM = 6378.137;
const ECCENTRICITY_2 = 0.00669437999014;

/**
 * Kilometres along the ellipsoid, from its radii at the middle latitude: within two
 * metres of the geodesic up to 50 km, where a sphere is 150 m off.
 */
export function kilometresBetween(a: LonLat, b: LonLat): number {
  const rad = Math.PI / 180;
  const middle = ((a.lat + b.lat) / 2) * rad;
  const w2 = 1 - ECCENTRICITY_2 * Math.sin(middle) ** 2;
  const meridian = (RADIUS_KM * (1 - ECCENTRICITY_2)) / w2 ** 1.5;
  const normal = RADIUS_KM / Math.sqrt(w2);
  const north = (b.lat - a.lat) * rad * meridian;
  const east = (b.lon - a.lon) * rad * normal * Math.cos(middle);
  return Math.hypot(north, east);
}
