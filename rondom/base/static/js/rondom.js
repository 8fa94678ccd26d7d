/** The behaviours of Rondom. Each is a custom element without which its page still works. */
import "./elements/page-dialog.js";
import "./elements/save-self.js";
import "./elements/date-said.js";
import "./elements/code-entry.js";
import "./send-once.js";
import "./what-waits.js";
import "./here-in-sight.js";
import "./first-wrong.js";
import "./elements/pass-key.js";
import "./elements/session-clock.js";
import "./elements/length-left.js";
import "./elements/type-lines.js";
import "./elements/draw-here.js";
import "./elements/photo-here.js";
import "./elements/tell-it.js";
import "./elements/read-aloud.js";
import "./elements/find-name.js";
