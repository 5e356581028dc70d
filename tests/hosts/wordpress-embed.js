// A stand-in for what WordPress runs beside embeds: it tells each frame that it listens,
// and takes heights, between 200 and 1,000 px, from whoever says the secret back.
(() => {
  const frames = () => [...document.querySelectorAll("iframe.wp-embedded-content[data-secret]")];

  addEventListener("message", ({ data, source }) => {
    if (!data || !data.secret || !/^[a-zA-Z0-9]+$/.test(data.secret)) return;
    for (const frame of frames()) {
      if (frame.dataset.secret !== data.secret || frame.contentWindow !== source) continue;
      frame.removeAttribute("style");
      if (data.message === "height") frame.height = Math.min(Math.max(parseInt(data.value, 10) || 0, 200), 1000);
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const frame of frames()) {
      frame.contentWindow.postMessage({ message: "ready", secret: frame.dataset.secret }, "*");
    }
  });
})();
