/** <read-aloud>: the browser says what stands in a part of the page. Not there where it has no voice for the language. */
class ReadAloud extends HTMLElement {
  connectedCallback() {
    if (!window.speechSynthesis) return
    this.addEventListener("click", () => this.say())
    this.look = () => (this.hidden = !this.voice)
    speechSynthesis.addEventListener?.("voiceschanged", this.look)
    this.look()
  }

  disconnectedCallback() {
    if (!window.speechSynthesis) return
    speechSynthesis.removeEventListener?.("voiceschanged", this.look)
    speechSynthesis.cancel()
  }

  get voice() {
    return speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(document.documentElement.lang))
  }

  /** A second press stops it. */
  say() {
    if (speechSynthesis.speaking) return speechSynthesis.cancel()
    const read = document.getElementById(this.dataset.of)
    const words = [...read.querySelectorAll("h1, legend, label, .tile, .way, .hint")]
      .filter((part) => part.offsetParent && !part.closest("[hidden]"))
      .map((part) => part.textContent.trim())
    const speech = new SpeechSynthesisUtterance([...new Set(words)].join(". "))
    speech.voice = this.voice
    speech.lang = this.voice.lang
    speechSynthesis.speak(speech)
  }
}

customElements.define("read-aloud", ReadAloud)
