/** @import { Phrases } from "../lib/phrases.js" */

/**
 * The room's sentence for each code with which the API or a socket refuses something (interviews/api/errors.py, whose
 * messages are written for developers of API clients).
 */
export const PHRASES = new Map([
  ["malformed", "refused_reload"],
  ["bad_position", "refused_reload"],
  ["forbidden", "refused_reload"],
  ["no_position", "refused_reload"],
  ["method_not_allowed", "refused_reload"],
  ["unauthorized", "refused_access"],
  ["not_found", "refused_access"],
  ["too_slow", "lost"],
  ["wrong_turn", "refused_turn"],
  ["answered", "refused_answered"],
  ["skipped", "refused_passed"],
  ["rephrased", "refused_rephrased"],
  ["not_ready", "refused_consent"],
  ["consent_required", "refused_consent"],
  ["over", "refused_over"],
  ["expired", "refused_over"],
  ["cancelled", "refused_over"],
  ["too_large", "refused_too_large"],
  ["empty", "answer_empty"],
  ["too_many", "refused_too_many"],
  ["too_many_attempts", "refused_attempts"],
  ["internal", "trouble"],
  ["unavailable", "trouble"],
])

/**
 * Return what to tell the candidate: a proxy's own error page has no code.
 * @param {Phrases} phrases
 * @param {string} [code]
 */
export function sentenceFor(phrases, code = "") {
  return phrases.say(PHRASES.get(code) ?? "trouble")
}
