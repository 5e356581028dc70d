// Parts of a canvas, in whole pixels.
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const NOWHERE: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

export const isEmpty = ({ width, height }: Rectangle): boolean => width <= 0 || height <= 0;

/** The pixels that corners touch, the second corner being outside. */
export function touched(west: number, north: number, east: number, south: number): Rectangle {
  const x = Math.floor(west), y = Math.floor(north), width = Math.ceil(east) - x, height = Math.ceil(south) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : NOWHERE;
}

/** What is in both. */
export function shared(a: Rectangle, b: Rectangle): Rectangle {
  const end = (one: Rectangle) => [one.x + one.width, one.y + one.height];
  return touched(Math.max(a.x, b.x), Math.max(a.y, b.y), Math.min(end(a)[0], end(b)[0]), Math.min(end(a)[1], end(b)[1]));
}

/** The smallest that holds both. */
export function around(a: Rectangle, b: Rectangle): Rectangle {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) ? b : a;
  return touched(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x + a.width, b.x + b.width), Math.max(a.y + a.height, b.y + b.height));
}
