// Lets shapes find what draws them; loaded before the first outline, area or popup.
import "leaflet/src/layer/Popup.js";
import "leaflet/src/layer/vector/Renderer.getRenderer.js";
