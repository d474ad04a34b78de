/** Zeros of the digits that the portal's languages are written with. */
const ZEROS = [0x0660, 0x06f0];

/** The same text with its digits as 0 to 9, however the person's keyboard writes them. */
export function latinDigits(typed: string): string {
  return typed.replace(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROS.findLast((zero) => zero <= code) ?? 0));
  });
}
