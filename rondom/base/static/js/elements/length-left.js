/** <length-left>: says while one types how many signs are still needed. Without script: the sentence above the field says it. */
class LengthLeft extends HTMLElement {
  connectedCallback() {
    this.field = this.closest("form").querySelector("input[type=password]")
    this.field.addEventListener("input", () => this.show())
    this.meter = this.querySelector("meter")
    this.words = this.querySelector("output")
    this.hidden = false
  }

  show() {
    const typed = [...this.field.value.normalize("NFC")].length
    this.meter.value = typed
    this.words.textContent = typed < Number(this.dataset.least) ? `${typed} / ${this.dataset.least}` : "✓"
  }
}

customElements.define("length-left", LengthLeft)
