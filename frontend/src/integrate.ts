// The generator of /integrer: what is chosen becomes a preview and a snippet.
export {};
