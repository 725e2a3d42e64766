/** A Gamma(shape, 1) number: Marsaglia & Tsang, ACM Trans. Math. Softw. 26 (2000) 363–372; shapes below 1 by their boost. */
export function drawGamma(shape: number, random: () => number): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** A Beta(a, b) number, a and b > 0. Where both gammas vanish (very small parameters) it is one of the ends, by their odds. */
export function drawBeta(a: number, b: number, random: () => number): number {
  const [x, y] = [drawGamma(a, random), drawGamma(b, random)];
  if (x + y > 0) return x / (x + y);
  return random() < a / (a + b) ? 1 : 0;
}
