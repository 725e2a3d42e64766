import fc from "fast-check";
import { expect, test } from "vitest";
import { add, compareDecimals, decimalOf, divide, isMultiple, multiply, parseDecimal } from "../../src/base/decimal.ts";
import { readLastNumber } from "../../src/checks/text/read-number.ts";
import { type TestItem, verdictOf } from "./grading.ts";

test.each([
  ["3½", 3.5],
  ["½", 0.5],
  ["3 1/2", 3.5],
  ["1/4", 0.25],
  ["8/10", 0.8],
  ["10⁸", 1e8],
  ["5²", 25],
  ["10⁻³", 0.001],
  ["3 × 10^8", 3e8],
  ["3×10⁸", 3e8],
  ["6.02 * 10**23", 6.02e23],
  ["2^10", 1024],
  ["$3 \\times 10^{-4}$", 0.0003],
  ["\\frac{1}{2}", 0.5],
  ["-\\frac{1}{4}", -0.25],
  ["\\boxed{42}", 42],
  ["1{,}234", 1234],
  ["1 234 567".replaceAll(" ", "\u00a0"), 1_234_567],
  ["1\u00a0234\u202f567", 1_234_567],
  ["1\u2007234", 1234],
  ["1_000_000", 1_000_000],
  ["3万円", 30_000],
  ["3億5000万人", 350_000_000],
  ["1億2,345万", 123_450_000],
  ["5천만 원", 50_000_000],
  ["$2.5 million", 2_500_000],
  ["2.5 Million people", 2_500_000],
  ["10 THOUSAND", 10_000],
  ["5k", 5000],
  ["€3M", 3_000_000],
  ["2 dozen", 24],
  ["–50", -50],
  ["it is –50 °C", -50],
  ["‑7 (a no-break hyphen)", -7],
  ["－５", -5],
  ["๔๒ บาท", 42],
  ["𝟒𝟐", 42],
  ["١٬٢٣٤", 1234],
  ["5 km", 5],
  ["5 m²", 5],
  ["5 minutes", 5],
  ["45 %", 45],
  ["3x faster", 3],
  ["in 2024 500 people", 500],
  ["2nd", 2],
])("C3: the number in %j is %d", (text, value) => {
  expect(readLastNumber(text)).toMatchObject({ status: "number", value });
});

test.each([
  "1/3",
  "3⅓",
  "12:30",
  "2024-05-12",
  "24/5/2024",
  "1920x1080",
  "3×4",
  "0x1F",
  "2π",
  "√2",
  "\\sqrt{2}",
  "2\\pi",
  "π/2",
  "x/2",
  "5 ± 0.1",
  "x^2",
  "x_{12}",
  "\\frac{3\\pi}{2}",
  "2\\frac{1}{2}",
  "1 234 567",
  "12 345.50",
  "2 million 500 thousand",
  "3 Millionen",
  "2,5 Mio",
  "5 Milliarden",
  "3 millones",
  "5 млн",
  "12 тысяч",
  "3 लाख",
  "512B",
  "3①",
  "1_0",
  "9".repeat(500),
  "10^9999999",
  "2^9999",
  "costs —50",
  "1e1.2",
  "0b101",
  "0o17",
  "½½",
  "8½×2",
])("C3: %j is not taken for some other number", (text) => {
  expect(readLastNumber(text).status).toBe("unreadable");
});

const exact: readonly (readonly [string, TestItem, string, "pass" | "fail"])[] = [
  ["the last digits of a large number", { number: "49290012345678912" }, "It is 49290012345678913.", "fail"],
  ["a large number", { number: "49290012345678912" }, "It is 49,290,012,345,678,912.", "pass"],
  ["a bound", { number: { max: "49290012345678912" } }, "49290012345678913", "fail"],
  ["a decimal beyond doubles", { number: "0.1234567890123456789" }, "0.1234567890123456788", "fail"],
  ["zeros at the end", { number: 1.1 }, "1.10", "pass"],
  ["a tolerance, to the last digit", { number: { equals: 3.14, tolerance: 0.1 } }, "3.24", "pass"],
  ["and not beyond", { number: { equals: 3.14, tolerance: 0.1 } }, "3.2400000000000000001", "fail"],
];
test.each(exact)("C2: %s", async (_, item, text, wants) => {
  expect((await verdictOf(item, text)).status).toBe(wants);
});

test("C2: decimals reckon without rounding", () => {
  const amounts = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(amounts, amounts, fc.integer({ min: 0, max: 6 }), (a, b, places) => {
      const [x, y] = [a, b].map((amount) => ({ coefficient: BigInt(amount), exponent: -places }));
      if (x === undefined || y === undefined) return;
      expect(compareDecimals(add(x, y), { coefficient: BigInt(a + b), exponent: -places })).toBe(0);
      expect(Math.sign(compareDecimals(x, y))).toBe(Math.sign(a - b));
      const product = multiply(x, y);
      if (b !== 0) expect(compareDecimals(divide(product, y) ?? y, x)).toBe(0);
      if (b !== 0) expect(isMultiple(product, y)).toBe(x.exponent === 0 || a % 10 ** places === 0);
    }),
  );
  expect(isMultiple(decimalOf(19.99), decimalOf(0.01))).toBe(true);
  expect(divide(decimalOf(1), decimalOf(3))).toBeNull();
  expect(parseDecimal("1e")).toBeNull();
});
