(function () {
  'use strict';

  function draw(space) {
    const { azimuth, elevation, x, y, radius } = space.dataset;
    const cos = Math.cos(azimuth * Math.PI / 180);
    const sin = Math.sin(azimuth * Math.PI / 180);
    const up = Math.cos(elevation * Math.PI / 180);
    const back = Math.sin(elevation * Math.PI / 180);
    const place = ([a, b, c]) => [
      +x + radius * (a * cos + b * sin), +y - radius * (c * up + (b * cos - a * sin) * back)
    ].map(pixel => Math.round(pixel * 10) / 10);
    space.querySelectorAll('[data-at]').forEach(element =>
      element.setAttribute('transform', `translate(${place(element.dataset.at.split(' ').map(Number))})`));
    space.querySelectorAll('[data-ends]').forEach(element => {
      const ends = element.dataset.ends.split(' ').map(Number);
      element.setAttribute('d', `M${place(ends.slice(0, 3))}L${place(ends.slice(3))}`);
    });
  }

  function turn(space, right, up) {
    space.dataset.azimuth = (+space.dataset.azimuth + right + 360) % 360;
    space.dataset.elevation = Math.max(-90, Math.min(90, +space.dataset.elevation + up));
    draw(space);
  }

  function each(work) {
    document.querySelectorAll('[data-azimuth]').forEach(work);
  }
  function buttons(visibility) {
    document.querySelectorAll('[data-turn]').forEach(button => button.setAttribute('visibility', visibility));
  }
  function prepare() {
    each(space => {
      if (!space.dataset.start) {
        space.dataset.start = space.dataset.azimuth + ' ' + space.dataset.elevation;
        space.style.touchAction = 'none';
        space.setAttribute('tabindex', 0);
      }
    });
    buttons('visible');
  }
  prepare();
  // Figures of a page come when they are looked at.
  document.addEventListener('drawn', prepare);

  let held = null;
  document.addEventListener('pointerdown', event => {
    held = event.target.closest('[data-turn]') ? null : event.target.closest('[data-azimuth]');
  });
  document.addEventListener('pointermove', event => {
    if (held && event.buttons) {
      turn(held, -event.movementX / 2, event.movementY / 2);
    }
  });
  document.addEventListener('pointerup', () => { held = null; });

  function press(button) {
    const space = button && button.closest('[data-azimuth]');
    if (space) {
      turn(space, ...button.dataset.turn.split(' ').map(Number));
    }
  }
  document.addEventListener('click', event => press(event.target.closest('[data-turn]')));
  document.addEventListener('keydown', event => {
    const space = event.target.closest && event.target.closest('[data-azimuth]');
    const step = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, 10], ArrowDown: [0, -10] }[event.key];
    if (space && step && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      turn(space, ...step);
    } else if (event.key === 'Enter' || event.key === ' ') {
      const button = event.target.closest && event.target.closest('[data-turn]');
      if (button) {
        event.preventDefault();
        press(button);
      }
    }
  });

  // On paper, as without a script.
  const kept = new Map();
  addEventListener('beforeprint', () => {
    buttons('hidden');
    each(space => {
      kept.set(space, space.dataset.azimuth + ' ' + space.dataset.elevation);
      [space.dataset.azimuth, space.dataset.elevation] = space.dataset.start.split(' ');
      draw(space);
    });
  });
  addEventListener('afterprint', () => {
    buttons('visible');
    each(space => {
      [space.dataset.azimuth, space.dataset.elevation] = (kept.get(space) || space.dataset.start).split(' ');
      draw(space);
    });
  });
})();
