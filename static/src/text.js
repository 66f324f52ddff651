// What text is before it is sent or hashed: the same rule as reviews/text.py. reviews/tests/text_vectors.json holds both
// to it.

export const LIMIT = 200000;
// NUL, and half of a pair of surrogates: with the u flag a whole pair is one character and does not match.
const NO_TEXT = /[\0\ud800-\udfff]/u;

/** The text cannot be stored; the message says why, for the person who typed it. */
export class UnusableText extends Error {}

/** The text with LF line ends and in NFC, nothing stripped. */
export function normalise(text) {
  const lines = text.replace(/\r\n?/g, "\n");
  const found = NO_TEXT.exec(lines);
  if (found) {
    const line = lines.slice(0, found.index).split("\n").length;
    const name = found[0] === "\0" ? "NUL" : "half of a character";
    throw new UnusableText(`Line ${line}: there is something that cannot be stored (${name}). Remove it.`);
  }
  const composed = lines.normalize("NFC");
  // Counted in characters; a text has no more of them than it has code units.
  const length = composed.length > LIMIT ? [...composed].length : 0;
  if (length > LIMIT) {
    const [has, may] = [length, LIMIT].map((number) => number.toLocaleString("en-GB"));
    throw new UnusableText(
      `This text has ${has} characters. The most that one passage can hold is ${may}. Copy part of it into another passage.`,
    );
  }
  return composed;
}

/** SHA-256 of the UTF-8 bytes of a normalised text, as 64 hexadecimal digits. */
export async function hashOf(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
