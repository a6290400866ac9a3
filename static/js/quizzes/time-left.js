// Says how much time is left, to the minute: nobody is hurried by seconds. Counted from when the page was shown, for
// the clock of a device may be wrong. Near the end who listens to the page hears it, too.

const NEAR = 5 * 60; // seconds

const words = document.querySelector("[data-seconds-left]");

const show = () => {
  const left = Number(words.dataset.secondsLeft) - performance.now() / 1000;
  const { left: some, last, over } = words.dataset;
  const said = left < 0 ? over : left < 60 ? last : some.replace("{minutes}", Math.floor(left / 60));
  words.ariaLive = left < NEAR ? "polite" : "off";
  if (words.textContent !== said) words.textContent = said;
};

show();
setInterval(show, 5_000);
