/**
 * Decode Base64 text. Throws a DOMException if it is malformed.
 * @param {string} text
 * @returns {ArrayBuffer}
 */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer
}
