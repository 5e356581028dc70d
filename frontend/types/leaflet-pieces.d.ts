// Leaflet's own modules: typed as a whole by @types/leaflet, under its name.
declare module "leaflet/src/*";
