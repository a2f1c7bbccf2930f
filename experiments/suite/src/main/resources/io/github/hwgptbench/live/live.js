(function () {
  'use strict';
  const POLL_MS = 3000;
  const RETRY_MS = 1500;
  // The service sends something every ten seconds.
  const SILENCE_MS = 25000;
  // How far beside a point a click may be, in pixels.
  const REACH = 28;
  const STATUS = {
    RUNNING: 'running', STOPPING: 'stopping', INCOMPLETE: 'incomplete', COMPLETE: 'complete'
  };

  const $ = id => document.getElementById(id);
  let token = sessionStorage.getItem('hwgptbench-token') || '';
  let listening = null;
  let polling = 0;
  let chosen = '';
  let points = {};

  class Refused extends Error {
    constructor(status, message) {
      super(message);
      this.status = status;
    }
  }

  async function request(path, options) {
    const headers = Object.assign({}, options && options.headers);
    if (token) {
      headers.Authorization = 'Bearer ' + token;
    }
    const response = await fetch('live/' + path, Object.assign({ cache: 'no-store' }, options, { headers }));
    if (!response.ok) {
      const answer = await response.json().catch(() => ({}));
      throw new Refused(response.status, answer.error || 'Status ' + response.status);
    }
    return response;
  }

  function post(path, body) {
    return request(path, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body || {})
    });
  }

  // What is shown.

  // A line may end before each objective in the name of a problem.
  function text(element, value) {
    const words = String(value);
    if (element.textContent !== words) {
      element.replaceChildren(...words.split(/(?<=\S[,(])(?=\S)/)
        .flatMap((part, i) => i ? [document.createElement('wbr'), part] : [part]));
    }
  }

  function show(element, shown) {
    element.hidden = !shown;
  }

  function tell(message) {
    text($('connection'), message);
    show($('connection'), message !== '');
  }

  // Rows keep their elements, so that the focus stays where it is.
  function rows(body, items, fill) {
    while (body.rows.length > items.length) {
      body.deleteRow(-1);
    }
    items.forEach((item, i) => fill(body.rows[i] || body.insertRow(), item));
  }

  function cells(row, kinds) {
    while (row.cells.length < kinds.length) {
      const kind = kinds[row.cells.length];
      const cell = document.createElement(kind === 'head' ? 'th' : 'td');
      if (kind === 'head') {
        cell.scope = 'row';
      } else if (kind === 'bar') {
        const bar = cell.appendChild(document.createElement('progress'));
        bar.max = 1;
      } else if (kind !== 'text') {
        cell.className = kind;
      }
      row.appendChild(cell);
    }
    return row.cells;
  }

  function bar(cell, share, name) {
    const progress = cell.firstChild;
    progress.value = share;
    progress.setAttribute('aria-label', 'Progress of ' + name);
    progress.title = Math.round(share * 100) + '%';
  }

  function link(cell, words, href) {
    const anchor = cell.querySelector('a') || cell.appendChild(document.createElement('a'));
    text(anchor, words);
    anchor.href = href;
  }

  function runs(progress) {
    return progress.finished + progress.failed + ' of ' + progress.planned;
  }

  function facts(list, entries) {
    rowsOf(list, entries.length);
    entries.forEach(([name, value], i) => {
      text(list.children[i].children[0], name);
      text(list.children[i].children[1], value);
    });
  }

  function rowsOf(list, count) {
    while (list.children.length > count) {
      list.lastChild.remove();
    }
    while (list.children.length < count) {
      const fact = list.appendChild(document.createElement('div'));
      fact.appendChild(document.createElement('dt'));
      fact.appendChild(document.createElement('dd'));
    }
  }

  function duration(seconds) {
    const minutes = Math.floor(seconds / 60);
    return minutes >= 60
      ? Math.floor(minutes / 60) + ' h ' + minutes % 60 + ' min'
      : minutes > 0 ? minutes + ' min ' + seconds % 60 + ' s' : seconds + ' s';
  }

  const number = value => value.toLocaleString('en');

  // The list.

  function showList(answer) {
    text($('subtitle'), answer.folder);
    show($('none'), answer.suites.length === 0);
    show($('start'), answer.startable.length > 0);
    if ($('startable').length === 0) {
      $('startable').append(...answer.startable.map(name => new Option(name)));
    }
    rows($('suites'), answer.suites, (row, suite) => {
      const cell = cells(row, ['head', 'text', 'bar', 'number', 'number', 'number', 'text']);
      const progress = suite.progress;
      link(cell[0], suite.id, '#' + encodeURIComponent(suite.id));
      text(cell[1], suite.status ? STATUS[suite.status] : 'damaged: ' + suite.note);
      bar(cell[2], progress ? progress.share : 0, suite.id);
      text(cell[3], progress ? runs(progress) : '');
      text(cell[4], progress ? progress.failed : '');
      text(cell[5], progress ? suite.problems : '');
      text(cell[6], new Date(suite.changed).toLocaleString());
    });
  }

  async function poll() {
    try {
      showList(await (await request('suites')).json());
      tell('');
    } catch (error) {
      trouble(error);
    }
  }

  // A suite.

  function showSuite(id, suite) {
    text($('title'), id);
    document.title = id + ' (' + Math.floor(suite.progress.share * 100) + '%)';
    text($('subtitle'), suite.folder);
    const progress = suite.progress;
    const entries = [
      ['Status', STATUS[suite.status]],
      ['Runs', runs(progress)],
      ['Running', progress.running],
      ['Failed', progress.failed],
      ['Evaluations', number(progress.evaluations)]
    ];
    if (suite.seconds > 0) {
      entries.push(['Time', duration(suite.seconds)]);
    }
    facts($('facts'), entries);
    $('progress').value = progress.share;
    $('progress').title = Math.round(progress.share * 100) + '%';
    text($('note'), suite.note);
    show($('note'), suite.note !== '');
    show($('stop'), suite.status === 'RUNNING' || suite.status === 'STOPPING');
    $('stop').disabled = suite.status !== 'RUNNING';
    show($('resume'), suite.resumable);
    show($('elsewhere'), suite.status === 'INCOMPLETE' && !suite.resumable);
    show($('problems-part'), suite.problems.length > 1);
    rows($('problems'), suite.problems, (row, problem) => {
      const cell = cells(row, ['head', 'bar', 'number', 'number', 'number']);
      link(cell[0], problem.name, '#' + encodeURIComponent(id) + '/' + encodeURIComponent(problem.id));
      bar(cell[1], problem.share, problem.name);
      text(cell[2], runs(problem));
      text(cell[3], problem.running);
      text(cell[4], problem.failed);
      if (problem.id === suite.problem.id) {
        row.setAttribute('aria-current', 'true');
      } else {
        row.removeAttribute('aria-current');
      }
    });
    showProblem(suite.problem, suite.problems.find(problem => problem.id === suite.problem.id).name);
    show($('failures-part'), suite.failures.length > 0);
    rows($('failures'), suite.failures, (row, failure) => {
      const cell = cells(row, ['head', 'number', 'text', 'number', 'long']);
      text(cell[0], failure.algorithm);
      text(cell[1], failure.seed);
      text(cell[2], failure.problem);
      text(cell[3], failure.evaluations);
      text(cell[4], failure.reason);
    });
  }

  function showProblem(problem, name) {
    text($('problem'), name);
    text($('unread'), 'Reading the record: ' + problem.unread + ' runs are left');
    show($('unread'), problem.unread > 0);
    text($('quality'), 'Best run: ' + problem.quality);
    rows($('algorithms'), problem.algorithms, (row, algorithm) => {
      const cell = cells(row, ['head', 'bar', 'number', 'number', 'number', 'number', 'number']);
      text(cell[0], algorithm.name);
      bar(cell[1], algorithm.share, algorithm.name);
      text(cell[2], runs(algorithm));
      text(cell[3], algorithm.running);
      text(cell[4], algorithm.failed);
      text(cell[5], number(algorithm.evaluations));
      text(cell[6], algorithm.best);
    });
    points = problem.points;
    Array.from($('figures').children)
      .filter(figure => !problem.drawings.some(drawing => figure.id === 'figure-' + drawing.name))
      .forEach(figure => figure.remove());
    problem.drawings.forEach(draw);
  }

  function draw(drawing) {
    let figure = $('figure-' + drawing.name);
    if (!figure) {
      figure = document.createElement('figure');
      figure.id = 'figure-' + drawing.name;
      const drawn = figure.appendChild(document.createElement('div'));
      drawn.className = 'drawn';
      drawn.tabIndex = 0;
      drawn.setAttribute('role', 'region');
      figure.appendChild(document.createElement('figcaption'));
      $('figures').appendChild(figure);
    }
    text(figure.querySelector('figcaption'), drawing.caption);
    figure.classList.toggle('wide', drawing.wide);
    const drawn = figure.firstChild;
    drawn.setAttribute('aria-label', drawing.caption);
    if (drawn.svgText !== drawing.svg) {
      drawn.svgText = drawing.svg;
      const focused = drawn.contains(document.activeElement) && labelOf(document.activeElement);
      drawn.innerHTML = drawing.svg;
      makePoints(figure, drawn, focused);
    }
  }

  // Points with labels can be chosen, by a pointer or by arrow keys.

  const labels = new WeakMap();
  const labelOf = element => labels.get(element) || '';

  function makePoints(figure, drawn, focused) {
    const marks = Array.from(drawn.querySelectorAll('title'))
      .filter(title => Object.hasOwn(points, title.textContent))
      .map(title => {
        const mark = title.parentNode;
        labels.set(mark, title.textContent);
        return mark;
      });
    drawn.marks = marks;
    if (marks.length === 0) {
      return;
    }
    drawn.querySelector('svg').setAttribute('role', 'group');
    drawn.querySelector('svg').setAttribute('aria-label', 'Points; arrow keys move between them');
    marks.forEach(mark => {
      mark.setAttribute('role', 'button');
      mark.setAttribute('tabindex', '-1');
      mark.setAttribute('aria-label', inWords(points[labelOf(mark)]));
    });
    const entry = marks.find(mark => labelOf(mark) === (focused || chosen)) || marks[0];
    entry.setAttribute('tabindex', '0');
    if (focused && labelOf(entry) === focused) {
      entry.focus({ preventScroll: true });
    }
    mark();
    if (!drawn.listens) {
      drawn.listens = true;
      drawn.addEventListener('click', event => {
        const near = nearest(drawn.marks, event.clientX, event.clientY);
        if (near) {
          choose(labelOf(near));
        }
      });
      drawn.addEventListener('focusin', event => {
        if (labelOf(event.target)) {
          choose(labelOf(event.target));
        }
      });
      drawn.addEventListener('keydown', event => move(drawn, event));
    }
  }

  function inWords(point) {
    return point.algorithm + ', seed ' + point.seed + ', evaluation ' + point.evaluation + ': '
      + Object.entries(point.values).map(([name, value]) => name + ' ' + value).join(', ')
      + '. ' + point.architecture;
  }

  function center(element) {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  function nearest(marks, x, y) {
    let best = null;
    let least = REACH;
    marks.forEach(mark => {
      const [left, top] = center(mark);
      const distance = Math.hypot(left - x, top - y);
      if (distance < least) {
        least = distance;
        best = mark;
      }
    });
    return best;
  }

  // Left and right go along the front of an algorithm, up and down to the next algorithm.
  function move(drawn, event) {
    const from = event.target;
    const label = labelOf(from);
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const across = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!label || !Object.hasOwn(points, label) || !along && !across) {
      return;
    }
    event.preventDefault();
    const algorithm = points[label].algorithm;
    const x = center(from)[0];
    let to;
    if (along) {
      const front = drawn.marks
        .filter(mark => points[labelOf(mark)].algorithm === algorithm)
        .sort((one, other) => center(one)[0] - center(other)[0]);
      to = front[front.indexOf(from) + along];
    } else {
      const names = Array.from(new Set(drawn.marks.map(mark => points[labelOf(mark)].algorithm)));
      const next = names[(names.indexOf(algorithm) + across + names.length) % names.length];
      to = drawn.marks
        .filter(mark => points[labelOf(mark)].algorithm === next)
        .sort((one, other) => Math.abs(center(one)[0] - x) - Math.abs(center(other)[0] - x))[0];
    }
    if (to) {
      from.setAttribute('tabindex', '-1');
      to.setAttribute('tabindex', '0');
      to.focus({ preventScroll: true });
    }
  }

  function choose(label) {
    chosen = label;
    mark();
  }

  // What is chosen stays so until something else is, also where others have surpassed it.
  let shownPoint = null;
  function mark() {
    const figure = $('figure-fronts');
    if (!figure) {
      return;
    }
    figure.querySelectorAll('.ring').forEach(ring => ring.remove());
    (figure.firstChild.marks || [])
      .filter(element => labelOf(element) === chosen)
      .forEach(element => {
        const ring = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
        ring.setAttribute('class', 'ring');
        ring.setAttribute('r', '8');
        ring.setAttribute('transform', element.getAttribute('transform') || '');
        element.parentNode.appendChild(ring);
      });
    shownPoint = points[chosen] || shownPoint;
    if (!chosen || !shownPoint) {
      return;
    }
    let panel = figure.querySelector('.point');
    if (!panel) {
      panel = figure.appendChild(document.createElement('div'));
      panel.className = 'point';
      panel.appendChild(document.createElement('p'));
      panel.appendChild(document.createElement('dl')).className = 'facts';
      panel.appendChild(document.createElement('code'));
    }
    text(panel.children[0], shownPoint.algorithm + ', seed ' + shownPoint.seed + ', evaluation '
      + shownPoint.evaluation + (Object.hasOwn(points, chosen) ? '' : ' (surpassed)'));
    facts(panel.children[1], Object.entries(shownPoint.values));
    text(panel.children[2], shownPoint.architecture);
  }

  // Events of the service.

  function pause(ms, signal) {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); });
    });
  }

  async function events(path, signal, heard) {
    const silence = new AbortController();
    let timer = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
    };
    const stop = () => silence.abort();
    signal.addEventListener('abort', stop);
    try {
      alive();
      const response = await request(path, { signal: silence.signal });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) {
          return;
        }
        alive();
        const messages = (rest + value).split('\n\n');
        rest = messages.pop();
        messages.forEach(message => {
          const name = /^event: (.*)$/m.exec(message);
          const data = /^data: (.*)$/m.exec(message);
          if (name && data) {
            heard(name[1], data[1]);
          }
        });
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  async function follow(id, problem, signal) {
    const path = 'suites/' + encodeURIComponent(id) + '/events'
      + (problem ? '?problem=' + encodeURIComponent(problem) : '');
    while (!signal.aborted) {
      let message = 'The connection is lost; trying again';
      try {
        await events(path, signal, (name, data) => {
          if (signal.aborted) {
            return;
          }
          if (name === 'state') {
            tell('');
            show($('suite'), true);
            showSuite(id, JSON.parse(data));
          } else {
            message = data;
          }
        });
      } catch (error) {
        if (error instanceof Refused) {
          trouble(error);
          if (error.status === 401) {
            return;
          }
          message = error.message;
        }
      }
      if (!signal.aborted) {
        tell(message);
        await pause(RETRY_MS, signal);
      }
    }
  }

  function trouble(error) {
    if (error instanceof Refused && error.status === 401) {
      leave();
      show($('list'), false);
      show($('suite'), false);
      show($('login'), true);
      tell(token ? 'The service has another token' : 'The service asks for its token');
      $('token').focus();
    } else if (!(error instanceof DOMException)) {
      tell(error instanceof Refused ? error.message : 'The connection is lost; trying again');
    }
  }

  // Which part is open stands behind the # of the address: nothing, a suite, or suite/problem.

  function leave() {
    if (listening) {
      listening.abort();
      listening = null;
    }
    clearInterval(polling);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  let open = '';
  function enter() {
    leave();
    if (document.hidden) {
      return;
    }
    const [id, problem] = location.hash.slice(1).split('/').map(decoded);
    show($('login'), false);
    show($('back'), Boolean(id));
    show($('list'), !id);
    if (id !== open) {
      show($('suite'), false);
      $('figures').replaceChildren();
      text($('title'), id || 'Suites');
      document.title = id || 'Suites';
      tell(id ? 'Loading …' : '');
    }
    open = id;
    refuse('');
    if (id) {
      listening = new AbortController();
      follow(id, problem, listening.signal);
    } else {
      poll();
      polling = setInterval(poll, POLL_MS);
    }
  }

  // Why the service did not do what a button asks for, until the next one.
  async function act(button, path, body) {
    button.disabled = true;
    refuse('');
    try {
      return await (await post(path, body)).json();
    } catch (error) {
      if (error instanceof Refused && error.status !== 401) {
        refuse(error.message);
      } else {
        trouble(error);
      }
      return null;
    } finally {
      button.disabled = false;
    }
  }

  function refuse(message) {
    text($('refusal'), message);
    show($('refusal'), message !== '');
  }

  ['stop', 'resume'].forEach(action => $(action).addEventListener(
    'click', () => act($(action), 'suites/' + encodeURIComponent(open) + '/' + action)));
  $('start').addEventListener('submit', async event => {
    event.preventDefault();
    const answer = await act(
      $('start').querySelector('button'), 'suites', { suite: $('startable').value });
    if (answer) {
      location.hash = encodeURIComponent(answer.suite);
    }
  });
  $('login').addEventListener('submit', event => {
    event.preventDefault();
    token = $('token').value;
    sessionStorage.setItem('hwgptbench-token', token);
    $('token').value = '';
    tell('');
    enter();
  });
  addEventListener('hashchange', enter);
  document.addEventListener('visibilitychange', enter);
  enter();
})();
