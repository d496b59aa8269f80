// Numbers that are too large or too small to be written out.

// A power of ten beside a level line.
const level = (exponent) => (exponent === 0 ? "1"
  : `1e${exponent < 0 ? "−" : ""}${Math.abs(exponent)}`);

// A power of ten in words that can be read: 0.0123, 1.2e−7.
function power(exponent) {
  if (exponent === -Infinity) return "0";
  if (Math.abs(exponent) < 3) return number(10 ** exponent, 4);
  const whole = Math.floor(exponent);
  const front = (10 ** (exponent - whole)).toFixed(1);
  return `${front} · 10^${whole < 0 ? "−" : ""}${Math.abs(whole)}`;
}
