/** Puts the room together from the parts of its page (templates/interviews/room.html). */
import { Announcer } from "../lib/announcer.js"
import { Phrases } from "../lib/phrases.js"
import { Api } from "../stream/api.js"
import { Connection } from "../stream/connection.js"
import { DraftSender } from "../stream/draft_sender.js"
import { EventSourceTransport } from "../stream/event_source_transport.js"
import { WebSocketTransport } from "../stream/web_socket_transport.js"
import { HeardMark } from "../voice/heard_mark.js"
import { Player } from "../voice/player.js"
import { Preferences } from "../voice/preferences.js"
import { SentenceReader } from "../voice/sentence_reader.js"
import { Silence } from "../voice/silence.js"
import { SoundCheck } from "../voice/sound_check.js"
import { Voice } from "../voice/voice.js"
import { VoiceBar } from "../voice/voice_bar.js"
import { bindPreferences } from "../voice/voice_settings.js"
import { VoicedText } from "../voice/voiced_text.js"
import { BeginPanel } from "./begin_panel.js"
import { Composer } from "./composer.js"
import { Outage } from "./outage.js"
import { Panels } from "./panels.js"
import { Progress } from "./progress.js"
import { Room } from "./room.js"
import { StatusLine } from "./status_line.js"
import { Transcript } from "./transcript.js"
import { Turn } from "./turn.js"

const find = (id) => document.getElementById(id)

const data = JSON.parse(find("room-data").textContent)
const { interview } = data.snapshot
const page = find("main")
const phrases = new Phrases(find("phrases"))

const sound = data.voice && Player.isSupported ? "" : "?audio=0"
const transports = {
  sse: (connection) => new EventSourceTransport(`/v1/interviews/${interview}/stream${sound}`, connection),
  ws: (connection) => new WebSocketTransport(`/ws/interview/${interview}/stream${sound}`, connection),
}

const makeTurn = (number) =>
  new Turn(number, find("turn-template"), {
    phrases,
    delegate: room,
    questionCount: data.question_count,
    watching: data.watching,
  })

const voice = data.voice ? makeVoice() : new Silence()
const announcer = new Announcer(find("announcer"))
const transcript = new Transcript(find("transcript"), makeTurn)
const reader = new SentenceReader(announcer, voice)
voice.delegate = new VoicedText(transcript, reader)

const api = new Api(`/v1/interviews/${interview}`, page.dataset.csrfToken, phrases)
const parts = {
  api,
  transcript,
  composer: new Composer(find("answer-form"), {
    interview,
    limitBytes: data.answer_limit_bytes,
    phrases,
    draftSender: data.drafts ? new DraftSender(api) : undefined,
  }),
  progress: new Progress(find("progress"), data.question_count, phrases),
  panels: new Panels(page.querySelectorAll("[data-panel]")),
  statusLine: new StatusLine(find("connection"), phrases),
  outage: new Outage(find("outage"), "/readyz", phrases),
  announcer,
  voice,
  reader,
}

const room = new Room(parts, (delegate) => new Connection(transports[data.transport], delegate), data.watching)
if (!data.watching) new BeginPanel(page.querySelector("[data-panel=ready]"), room)
room.start(data.snapshot)

/** The voice with all that belongs to it on the page. */
function makeVoice() {
  const player = new Player()
  const preferences = new Preferences()
  const voice = new Voice(player, preferences, new HeardMark(interview))
  new VoiceBar(find("voice"), { voice, preferences, phrases })
  new SoundCheck(find("sound-check"), { path: data.voice.sample, player, phrases })
  bindPreferences(page, preferences)
  return voice
}
