"""A speaker for browser tests: it keeps what it is given, and comes to an end when a test says so."""

# Laid over the browser's own before a page's scripts run. `said` has what was begun, in order; `silence` counts how
# often it was told to be silent; `VOICES` stands for the voices of the device.
SPEAKER = """(() => {
  const waiting = [];
  const told = { said: [], silenced: 0 };
  class Utterance {
    constructor(text) { this.text = text; }
  }
  const begin = () => waiting.length && told.said.push(waiting[0]);
  class Speaker extends EventTarget {
    voices = VOICES;
    pending = false;
    get speaking() { return waiting.length > 0; }
    getVoices() { return this.voices; }
    speak(one) { if (waiting.push(one) === 1) begin(); }
    cancel() {
      told.silenced += 1;
      for (const one of waiting.splice(0)) one.onerror?.({ error: "canceled" });
    }
    end() {
      const [one] = waiting.splice(0, 1);
      begin();
      one.onend?.({});
    }
    fail() { waiting.splice(0, 1)[0].onerror?.({ error: "synthesis-failed" }); }
  }
  Object.defineProperty(window, "speechSynthesis", { value: new Speaker() });
  window.SpeechSynthesisUtterance = Utterance;
  window.told = told;
})()"""
BRITISH = "{ lang: 'en-GB', localService: true, name: 'On this device' }"


def give_speaker(page, *voices):
    """Give the pages that are opened from now on a speaker with these voices; with none named, a British one."""
    page.add_init_script(SPEAKER.replace("VOICES", f"[{', '.join(voices or [BRITISH])}]"))


def said(page):
    """What was read aloud so far, line by line."""
    return page.evaluate("() => told.said.map(one => one.text)")


def end_of_line(page):
    """The speaker has come to the end of what it was reading."""
    page.evaluate("() => speechSynthesis.end()")
