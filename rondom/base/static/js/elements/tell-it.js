/** <tell-it>: records a voice for a minute at most and keeps it. Not there without script or where nothing can be recorded. */
import { said as whyNot, sent } from "./draw-here.js";

const QUIET_ENOUGH = 32_000

class TellIt extends HTMLElement {
  connectedCallback() {
    if (!window.MediaRecorder || !navigator.mediaDevices?.getUserMedia) return
    this.form = this.closest("form")
    this.start = this.querySelector(".tell__start")
    this.stop = this.querySelector(".tell__stop")
    this.clock = this.querySelector("progress")
    this.player = this.querySelector("audio")
    this.hidden = false
    this.start.addEventListener("click", () => this.listen())
    this.stop.addEventListener("click", () => this.ready())
    this.form.addEventListener("submit", (event) => this.send(event))
    this.away = (event) => this.isBusy && event.preventDefault()
    addEventListener("beforeunload", this.away)
  }

  disconnectedCallback() {
    if (this.recorder?.state === "recording") this.recorder.stop()
    removeEventListener("beforeunload", this.away)
  }

  async listen() {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      this.recorder = new MediaRecorder(stream, { audioBitsPerSecond: QUIET_ENOUGH })
    } catch {
      return this.say(this.dataset.denied, true)
    }
    const parts = []
    this.isBusy = true
    this.recorder.addEventListener("dataavailable", ({ data }) => parts.push(data))
    this.recorder.addEventListener("stop", () => this.keep(new Blob(parts, { type: this.recorder.mimeType })))
    this.recorder.start()
    this.show(true)
    this.say(this.dataset.busy, false)
    this.clock.value = 0
    this.ticking = setInterval(() => {
      this.clock.value += 1
      if (this.clock.value >= Number(this.dataset.seconds)) this.ready()
    }, 1000)
    this.stop.focus()
  }

  ready() {
    clearInterval(this.ticking)
    if (this.recorder.state === "recording") this.recorder.stop()
    for (const track of this.recorder.stream.getTracks()) track.stop()
    this.show(false)
    this.start.focus()
  }

  async keep(voice) {
    try {
      const said = await sent(this, voice, "stem")
      this.say(said, said !== this.dataset.saved)
      if (said === this.dataset.saved) {
        this.player.src = `${this.dataset.url}?${Date.now()}`
        this.player.hidden = false
      }
      this.isBusy = false
      this.goOn?.()
    } catch (reason) {
      this.say(whyNot(this, reason), true)
      setTimeout(() => this.keep(voice), 3000)
    }
  }

  /** A form that is sent while somebody still tells waits until that is kept. */
  send(event) {
    if (!this.isBusy) return
    event.preventDefault()
    const { submitter } = event
    this.goOn = () => {
      this.goOn = null
      this.form.requestSubmit(submitter)
    }
    if (this.recorder.state === "recording") this.ready()
  }

  show(isListening) {
    this.start.hidden = isListening
    this.stop.hidden = this.clock.hidden = !isListening
  }

  say(text, waiting) {
    const status = this.querySelector(".saved")
    status.textContent = text
    status.classList.toggle("is-waiting", waiting)
  }
}

customElements.define("tell-it", TellIt)
