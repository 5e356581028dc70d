// On a host page: gives each of our frames the height that it asks for.
export {};
