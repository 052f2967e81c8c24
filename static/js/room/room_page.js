/** Builds the room from the parts of its page (templates/interviews/room.html). */
import { Announcer } from "../lib/announcer.js"
import { find } from "../lib/find.js"
import { Phrases } from "../lib/phrases.js"
import { Api } from "../stream/api.js"
import { Connection } from "../stream/connection.js"
import { DraftSender } from "../stream/draft_sender.js"
import { EventSourceTransport } from "../stream/event_source_transport.js"
import { WebSocketTransport } from "../stream/web_socket_transport.js"
import { HeardMark } from "../voice/heard_mark.js"
import { Player } from "../voice/player/player.js"
import { Preferences } from "../voice/preferences.js"
import { SentenceReader } from "../voice/sentence_reader.js"
import { Silence } from "../voice/silence.js"
import { SoundCheck } from "../voice/sound_check.js"
import { Voice } from "../voice/voice.js"
import { VoiceBar } from "../voice/voice_bar.js"
import { bindPreferences } from "../voice/voice_settings.js"
import { VoicedText } from "../voice/voiced_text.js"
import { BeginPanel } from "./begin_panel.js"
import { Composer } from "./composer/composer.js"
import { BrowserStore } from "./drafts/browser_store.js"
import { Drafts } from "./drafts/drafts.js"
import { Leftovers } from "./drafts/leftovers.js"
import { Frame } from "./layout/frame.js"
import { Sight } from "./layout/sight.js"
import { Outage } from "./outage.js"
import { Panels } from "./panels.js"
import { PracticeQuestion } from "./practice_question.js"
import { Progress } from "./progress.js"
import { Room } from "./room.js"
import { StatusLine } from "./status_line.js"
import { TabTitle } from "./tab_title.js"
import { serversClock, TimeLeft } from "./time_left.js"
import { Transcript } from "./transcript/transcript.js"
import { Turn } from "./transcript/turn.js"

/**
 * @import { Snapshot } from "../stream/events.js"
 * @import { TransportDelegate } from "../stream/transport.js"
 *
 * @typedef {object} RoomData
 * @property {Snapshot} snapshot
 * @property {string} now the server's time
 * @property {number} question_count without the closing words
 * @property {number} answer_limit of an answer in code points
 * @property {"sse" | "ws"} transport
 * @property {boolean} drafts whether the interviewer reads answers while they are being written
 * @property {{sample: string} | null} voice
 */

/** @param {string} id */
const element = (id) => find(document, `#${id}`, HTMLElement)
/** @param {string} id */
const template = (id) => find(document, `#${id}`, HTMLTemplateElement)

/** @type {RoomData} */
const data = JSON.parse(element("room-data").textContent ?? "")
const { interview } = data.snapshot
const page = element("main")
const phrases = new Phrases(template("phrases"))

const sound = data.voice && Player.isSupported ? "" : "?audio=0"
const transports = {
  /** @param {TransportDelegate} delegate */
  sse: (delegate) => new EventSourceTransport(`/v1/interviews/${interview}/stream${sound}`, delegate),
  /** @param {TransportDelegate} delegate */
  ws: (delegate) => new WebSocketTransport(`/ws/interview/${interview}/stream${sound}`, delegate, phrases),
}

/** @param {number} number */
const makeTurn = (number) =>
  new Turn(number, template("turn-template"), {
    phrases,
    delegate: room,
    commands: room.commands,
    numberOf: (turn) => transcript.questionNumber(turn),
    drafts,
    unsentTemplate: template("unsent-template"),
  })

const voice = data.voice ? makeVoice(data.voice.sample) : new Silence()
const drafts = keptDrafts()
const announcer = new Announcer(element("announcer"))
const transcript = new Transcript(element("transcript"), makeTurn)
const reader = new SentenceReader(announcer, voice)
voice.delegate = new VoicedText(transcript, reader)

const form = find(document, "#answer-form", HTMLFormElement)
const sight = new Sight({
  frame: new Frame(element("room-bar")),
  transcript,
  main: find(form, "[data-main]", HTMLElement),
  box: element("answer"),
  notices: element("notices"),
  cue: find(page, "[data-cue]", HTMLButtonElement),
})
const timeLeft = new TimeLeft(
  { label: document.getElementById("time-left"), notice: document.getElementById("time-notice") },
  { phrases, announcer, clock: serversClock(data.now) },
)
const api = new Api(`/v1/interviews/${interview}`, page.dataset.csrfToken ?? "", phrases)
const composer = new Composer(form, {
  drafts,
  unsentTemplate: template("unsent-template"),
  sight,
  limit: data.answer_limit,
  phrases,
  announcer,
  draftSender: data.drafts ? new DraftSender(api, data.answer_limit) : undefined,
})
const leftovers = new Leftovers(element("leftovers"), template("unsent-template"), { drafts, transcript, composer })
drafts.delegate = leftovers

const parts = {
  api,
  phrases,
  transcript,
  composer,
  leftovers,
  progress: new Progress(element("progress"), data.question_count, {
    phrases,
    timeLeft,
    tabTitle: new TabTitle(phrases),
  }),
  panels: new Panels(page.querySelectorAll("[data-panel]")),
  statusLine: new StatusLine(element("connection"), phrases, announcer),
  outage: new Outage(element("outage"), "/readyz", phrases),
  announcer,
  sight,
  voice,
  reader,
}

const room = new Room(parts, (delegate) => new Connection(transports[data.transport], delegate))
const practice = document.getElementById("practice")
const practiceQuestion = practice && new PracticeQuestion(practice, phrases)
new BeginPanel(find(page, "[data-panel=ready]", HTMLElement), {
  begin: async () => {
    await room.commands.begin()
    practiceQuestion?.clear()
  },
})
room.start(data.snapshot)

function keptDrafts() {
  const store = new BrowserStore(interview)
  const drafts = new Drafts(store, writer())
  store.delegate = drafts
  store.start()
  return drafts
}

/** Return a name of this page, which no other page has, and its clock. */
function writer() {
  return { page: Math.random().toString(36).slice(2), now: () => Date.now() }
}

/**
 * Make the voice and the parts of the page that belong to it.
 * @param {string} sample the path of the sound check's sample
 */
function makeVoice(sample) {
  const player = new Player()
  const preferences = new Preferences()
  const voice = new Voice(player, preferences, new HeardMark(interview))
  new VoiceBar(page, { voice, preferences, phrases })
  new SoundCheck(element("sound-check"), { path: sample, player, phrases })
  bindPreferences(page, preferences)
  return voice
}
