// Says how much time is left, to the minute: nobody is hurried by seconds. Counted from when the page was shown, for
// the clock of a device may be wrong.

const words = document.querySelector("[data-seconds-left]");

const show = () => {
  const left = Number(words.dataset.secondsLeft) - performance.now() / 1000;
  const { left: some, last, over } = words.dataset;
  words.textContent = left < 0 ? over : left < 60 ? last : some.replace("{minutes}", Math.floor(left / 60));
};

show();
setInterval(show, 5_000);
