/**
 * The parts of the page that the room works with.
 *
 * @import { Announcer } from "../lib/announcer.js"
 * @import { Phrases } from "../lib/phrases.js"
 * @import { Api } from "../stream/api.js"
 * @import { SentenceReader } from "../voice/sentence_reader.js"
 * @import { Silence } from "../voice/silence.js"
 * @import { Voice } from "../voice/voice.js"
 * @import { Composer } from "./composer/composer.js"
 * @import { Leftovers } from "./drafts/leftovers.js"
 * @import { Sight } from "./layout/sight.js"
 * @import { Outage } from "./outage.js"
 * @import { Panels } from "./panels.js"
 * @import { Progress } from "./progress.js"
 * @import { StatusLine } from "./status_line.js"
 * @import { Transcript } from "./transcript/transcript.js"
 *
 * @typedef {object} RoomParts
 * @property {Api} api
 * @property {Phrases} phrases
 * @property {Transcript} transcript
 * @property {Composer} composer
 * @property {Leftovers} leftovers
 * @property {Progress} progress
 * @property {Panels} panels
 * @property {StatusLine} statusLine
 * @property {Outage} outage
 * @property {Announcer} announcer
 * @property {Sight} sight
 * @property {Voice | Silence} voice
 * @property {SentenceReader} reader
 */

export {}
