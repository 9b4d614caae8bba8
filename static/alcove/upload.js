// A large file goes in parts and goes on after a broken line. Without this script the form sends
// it whole, up to what one request may carry.
(() => {
  "use strict";

  const TRIES = 6;
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

  document.querySelectorAll("form[data-parts]").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const box = form.querySelector("[data-upload-state]");
    const bar = box.querySelector("progress");
    const said = box.querySelector("[data-upload-said]");
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const partBytes = Number(form.dataset.partBytes);
    let busy = false;

    const say = (text) => {
      box.hidden = false;
      if (said.textContent !== text) said.textContent = text;
    };

    // Answers of a lock or a sign-in are pages, not JSON.
    const post = async (url, fields) => {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token);
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      const answer = await fetch(url, { method: "POST", body, redirect: "manual" });
      const json = (answer.headers.get("content-type") || "").includes("json");
      if (!json) throw new Refusal(answer.status >= 500 ? "" : box.dataset.locked, answer.status >= 500);
      return { status: answer.status, ...(await answer.json()) };
    };

    class Refusal extends Error {
      constructor(text, again = false) {
        super(text);
        this.again = again;
      }
    }

    const insist = async (work) => {
      for (let tried = 1; ; tried += 1) {
        try {
          return await work();
        } catch (error) {
          if ((error instanceof Refusal && !error.again) || tried >= TRIES) throw error;
          say(box.dataset.waiting);
          await pause(500 * 2 ** tried);
        }
      }
    };

    // The SHA-256 of the SHA-256 of each part: no more than one part is in memory.
    const digestOf = async (file, end) => {
      const told = [];
      for (let start = 0; start < end; start += partBytes) {
        const part = await file.slice(start, Math.min(start + partBytes, end)).arrayBuffer();
        told.push(new Uint8Array(await crypto.subtle.digest("SHA-256", part)));
      }
      const whole = await crypto.subtle.digest("SHA-256", await new Blob(told).arrayBuffer());
      return [...new Uint8Array(whole)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    };

    const begin = async (file) => {
      const told = { name: file.name, size: file.size };
      const begun = await insist(() => post(form.dataset.parts, told));
      if (begun.status !== 200) throw new Refusal(begun.message);
      if (!begun.received) return begun;
      // Where the browser cannot tell, it is sent from the beginning rather than mixed.
      const same = window.crypto?.subtle && (await digestOf(file, begun.received)) === begun.digest;
      if (same) return begun;
      say(box.dataset.changed);
      await pause(1500);
      const anew = await insist(() => post(form.dataset.parts, { ...told, anew: "on" }));
      if (anew.status !== 200) throw new Refusal(anew.message);
      return anew;
    };

    const send = async (file) => {
      const begun = await begin(file);
      let { received } = begun;
      bar.max = file.size;
      while (received < file.size) {
        bar.value = received;
        say(box.dataset.sending.replace("0", String(Math.floor((100 * received) / file.size))));
        const offset = received;
        const part = file.slice(offset, offset + partBytes);
        const answer = await insist(() => post(begun.url, { offset, part }));
        if (answer.status !== 200 && answer.received === undefined) throw new Refusal(answer.message);
        if (answer.status !== 200 && answer.received === offset) throw new Refusal(answer.message);
        received = answer.received;
      }
      bar.value = file.size;
      say(box.dataset.checking);
      return begun.id;
    };

    form.addEventListener("submit", (event) => {
      const [file] = input.files;
      if (busy) {
        event.preventDefault();
        return;
      }
      if (!file || file.size <= partBytes) return;
      event.preventDefault();
      busy = true;
      send(file)
        .then((id) => {
          form.querySelector("[name=upload]").value = id;
          input.value = "";
          form.submit();
        })
        .catch((error) => {
          say((error instanceof Refusal && error.message) || box.dataset.broken);
          form.removeAttribute("data-sending");
          form.querySelectorAll("[data-held]").forEach((button) => {
            button.disabled = false;
            button.removeAttribute("data-held");
          });
        })
        .finally(() => { busy = false; });
    });
  });
})();
