/* A field in an editor's form: records a sentence, or takes a file; sends it at once and keeps its number. */

(() => {
  const { Controller } = window.StimulusModule;

  class RecordingController extends Controller {
    static targets = ["record", "remove", "file", "player", "said"];
    static values = { url: String, sounds: String, most: Number };

    connect() {
      this.input = this.element.querySelector("input[type=hidden]");
      this.recordTarget.hidden = !navigator.mediaDevices || !window.MediaRecorder;
      this.show();
    }

    disconnect() {
      this.stop();
    }

    show() {
      const id = this.input.value;
      this.playerTarget.hidden = this.removeTarget.hidden = !id;
      if (id) this.playerTarget.src = this.soundsValue.replace("{id}", id);
      const { record, again, stop } = this.recordTarget.dataset;
      this.recordTarget.textContent = this.recorder ? stop : id ? again : record;
      this.recordTarget.setAttribute("aria-pressed", String(Boolean(this.recorder)));
    }

    say(words) {
      this.saidTarget.textContent = this.saidTarget.dataset[words] ?? words;
    }

    press() {
      return this.recorder ? this.stop() : this.start();
    }

    async start() {
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        this.say("denied");
        return;
      }
      const parts = [];
      this.recorder = new MediaRecorder(stream);
      this.recorder.ondataavailable = ({ data }) => parts.push(data);
      this.recorder.onstop = () => {
        for (const track of stream.getTracks()) track.stop();
        clearTimeout(this.longest);
        this.recorder = null;
        this.send(new Blob(parts));
      };
      this.recorder.start();
      this.longest = setTimeout(() => this.stop(), this.mostValue * 1000);
      this.show();
      this.say("recording");
    }

    stop() {
      if (this.recorder?.state === "recording") this.recorder.stop();
    }

    choose() {
      const [file] = this.fileTarget.files;
      if (file) this.send(file);
    }

    remove() {
      this.change("");
      this.say("");
    }

    async send(sound) {
      this.show();
      this.say("sending");
      const body = new FormData();
      body.append("sound", sound, "sound");
      const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
      try {
        const answer = await fetch(this.urlValue, { method: "POST", headers: { "X-CSRFToken": token }, body });
        const { id, error } = await answer.json();
        if (id) this.change(id);
        this.say(error ?? "kept");
      } catch {
        this.say("failed");
      }
      this.fileTarget.value = "";
    }

    change(id) {
      this.input.value = id;
      this.input.dispatchEvent(new Event("change", { bubbles: true })); // the form knows that it was touched
      this.show();
    }
  }

  window.wagtail.app.register("recording", RecordingController);
})();
