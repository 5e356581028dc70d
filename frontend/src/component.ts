// On a host page: `<numna-carte>` and its kin, a frame in a shadow tree.
export {};
