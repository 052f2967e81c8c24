/** The bytes of Base64 text, as an ArrayBuffer. Throws where it is none. */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer
}
