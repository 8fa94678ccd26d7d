/** <find-name>: leaves of the list under it whose name holds what is typed. Nothing of it is sent. Without script: the whole list. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim()

class FindName extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input")
    this.said = this.querySelector("output")
    this.all = [...document.getElementById(this.dataset.list).children].map((one) => [one, plain(one.querySelector("a").textContent)])
    this.field.addEventListener("input", () => this.find())
    this.hidden = false
    this.find() // what the browser kept in the field when one comes back
  }

  find() {
    const words = plain(this.field.value).split(/\s+/)
    for (const [one, name] of this.all) one.hidden = !words.every((word) => name.includes(word))
    this.said.textContent = this.all.every(([one]) => one.hidden) ? this.dataset.none : ""
  }
}

customElements.define("find-name", FindName)
