// Functions that tests run inside of the page. They are no TypeScript, as the tests around them know no browser.

/**
 * The texts in sight that stand out less than `least` from their ground, each with its contrast
 * (https://www.w3.org/TR/WCAG22/#contrast-minimum). What is disabled may be faint. Grounds must be colours, not
 * pictures.
 * @param {number} least
 * @returns {string[]}
 */
export function faintText(least) {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (ground, [r, g, b, alpha], opacity = 1) => {
    const share = (alpha / 255) * opacity;
    return [r, g, b].map((value, at) => value * share + ground[at] * (1 - share));
  };
  const luminance = (color) => {
    const [r, g, b] = color.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrastOf = (element) => {
    const around = [];
    for (let one = element; one; one = one.parentElement) around.push(getComputedStyle(one));
    const blank = isDark ? [0, 0, 0] : [255, 255, 255];
    const ground = around.reduceRight((under, style) => over(under, rgba(style.backgroundColor)), blank);
    const opacity = around.reduce((product, style) => product * Number(style.opacity), 1);
    const letters = over(ground, rgba(getComputedStyle(element).color), opacity);
    const [dark, light] = [luminance(ground), luminance(letters)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  return [...document.querySelectorAll('body *')]
    .filter((one) => hasText(one) && one.checkVisibility() && !one.closest(':disabled'))
    .map((one) => ({ one, contrast: contrastOf(one) }))
    .filter(({ contrast }) => contrast < least)
    .map(({ one, contrast }) => `${contrast.toFixed(2)} ${one.className}: ${one.textContent}`);
}

/**
 * How a colour of the style sheet is computed.
 * @param {string} name such as `--danger`
 * @returns {string}
 */
export function colorNamed(name) {
  const sample = document.createElement('span');
  sample.style.color = `var(${name})`;
  document.body.append(sample);
  const { color } = getComputedStyle(sample);
  sample.remove();
  return color;
}

/** @returns {string} */
export function colorOf(element) {
  return getComputedStyle(element).color;
}

/** Clicks what has the focus, and presses a key before anything else can happen. */
export function clickAndPress(key) {
  document.activeElement.click();
  document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
}

/**
 * Clicks what has the focus, and names what has it right afterwards.
 * @returns {string | null}
 */
export function clickAndSeeFocus() {
  document.activeElement.click();
  return document.activeElement.getAttribute('aria-label');
}

/**
 * How far text stays away from the left and the right edge of its element, in pixels.
 * @returns {[number, number]}
 */
export function edgesOfText(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
  return [text.left - box.left, box.right - text.right];
}
