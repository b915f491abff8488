// Make a slide fit: first its pictures shrink, then its text, each down to what can still be read.

const TEXT = [1, 0.95, 0.9, 0.85, 0.8]; // of the size in deck.css; 0.8 is 2.4% of the height
const PICTURE = 0.6; // of the size at which a picture's text is as large as the slide's
const PROSE = 14; // pixels: a notebook's text, for which pictures are drawn

// Set the sizes of `cells`, the nodes that a slide shows, so that `height()` is at most `room`.
export function fit(cells, room, height) {
  const pictures = cells.flatMap((cell) => [...cell.querySelectorAll(".jp-OutputArea img")]);
  for (const scale of TEXT) {
    for (const cell of cells) cell.style.setProperty("--course-fit", scale);
    const wanted = pictures.map((picture) => size(picture));
    resize(pictures, wanted, 1);
    // Twice, since captions and controls beside a picture may break differently.
    for (let share = 1, turn = 0; height() > room && turn < 3; turn++) {
      const tall = pictures.reduce((sum, picture) => sum + picture.offsetHeight, 0);
      share *= Math.max(0, 1 - (height() - room + 1) / tall);
      resize(pictures, wanted, share);
    }
    if (height() <= room) return;
  }
}

// How wide a picture should be and must at least be, in pixels.
function size(picture) {
  const own = Number(picture.getAttribute("width")) || picture.naturalWidth;
  const full = own * (0.03 * window.innerHeight) / PROSE;
  const place = picture.closest(".jp-OutputArea-output").clientWidth;
  return { most: Math.min(full, place), least: Math.min(PICTURE * full, place) };
}

function resize(pictures, wanted, share) {
  pictures.forEach((picture, index) => {
    const { most, least } = wanted[index];
    picture.style.width = `${Math.max(least, share * most)}px`;
  });
}
