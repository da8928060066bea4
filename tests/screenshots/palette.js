// A picture with the 256 colours that say most, as palette and one index a pixel (both base64).
// The most frequent colours come first, near ones of a kept colour later: a rare accent stays.
async (encoded) => {
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const text = (array) => {
    let out = "";
    for (let at = 0; at < array.length; at += 8192) {
      out += String.fromCharCode(...array.subarray(at, at + 8192));
    }
    return btoa(out);
  };
  const bitmap = await createImageBitmap(new Blob([bytes(encoded)]));
  const { width, height } = bitmap;
  const pen = new OffscreenCanvas(width, height).getContext("2d");
  pen.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const one of pixels) counts.set(one, (counts.get(one) ?? 0) + 1);
  const parts = (one) => [one & 255, (one >> 8) & 255, (one >> 16) & 255];
  const apart = (one, other) => {
    const [a, b] = [parts(one), parts(other)];
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  };
  const ordered = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  const kept = [];
  for (const least of [150, 0]) {
    for (const one of ordered) {
      if (kept.length === 256) break;
      if (kept.every((other) => apart(one, other) > least)) kept.push(one);
    }
  }
  const nearest = new Map(kept.map((one, at) => [one, at]));
  for (const one of ordered) {
    if (nearest.has(one)) continue;
    let best = 0;
    kept.forEach((other, at) => { if (apart(one, other) < apart(one, kept[best])) best = at; });
    nearest.set(one, best);
  }
  const indices = Uint8Array.from(pixels, (one) => nearest.get(one));
  return { width, height, palette: text(Uint8Array.from(kept.flatMap(parts))), indices: text(indices) };
}
