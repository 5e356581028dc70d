// On embeds without a map: says its height to the host, and works without a form.
export {};
