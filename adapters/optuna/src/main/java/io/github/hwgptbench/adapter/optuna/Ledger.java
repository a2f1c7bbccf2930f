package io.github.hwgptbench.adapter.optuna;

import io.github.hwgptbench.adapter.optuna.JournalRecord.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All studies and trials of a storage, as the records so far have made them. Whether two processes
 * that have read the same records agree on what there is depends on what is done here being what
 * Optuna does.
 *
 * <p>Not safe for use by several threads at a time.
 */
final class Ledger {

  private final Map<Long, StudyEntry> studies = new LinkedHashMap<>();
  private final Map<Long, TrialEntry> trials = new HashMap<>();
  private int created;
  private int trialsCreated;
  /** The trial that its owner has begun with, until somebody asks; null if there is none. */
  private @Nullable TrialEntry started;
  /** Whether the change that is being made is of the owner. */
  private boolean own;

  /**
   * Makes a change.
   *
   * @param own whether it is of the owner of this ledger, and not of others who write the same
   *     journal
   */
  void apply(JournalRecord change, boolean own) {
    this.own = own;
    change.apply(this);
  }

  /** The trial that the owner has begun with since this was last asked. */
  Optional<TrialEntry> takeStarted() {
    Optional<TrialEntry> taken = Optional.ofNullable(started);
    started = null;
    return taken;
  }

  private void noteStarted(TrialEntry trial) {
    if (own) {
      started = trial;
    }
  }

  Optional<StudyEntry> study(long id) {
    return Optional.ofNullable(studies.get(id));
  }

  Optional<StudyEntry> study(String name) {
    return studies.values().stream().filter(study -> study.name.equals(name)).findFirst();
  }

  Collection<StudyEntry> studies() {
    return Collections.unmodifiableCollection(studies.values());
  }

  Optional<TrialEntry> trial(long id) {
    return Optional.ofNullable(trials.get(id));
  }

  /** The trial, if there is one that is not finished. */
  Optional<TrialEntry> updatable(long id) {
    return trial(id).filter(trial -> !trial.state.isFinished());
  }

  /** Of two studies of the same name the first counts, and the second gets no number. */
  void createStudy(String name, List<Direction> directions) {
    if (study(name).isEmpty()) {
      putStudy(created, name, directions);
      created++;
    }
  }

  /** Notes a study that has got its number elsewhere, and no trials that are known. */
  void putStudy(int id, String name, List<Direction> directions) {
    deleteStudy(id);
    studies.put((long) id, new StudyEntry(id, name, List.copyOf(directions)));
  }

  void deleteStudy(long id) {
    StudyEntry deleted = studies.remove(id);
    if (deleted != null) {
      deleted.trials.forEach(trial -> trials.remove((long) trial.id));
    }
  }

  /** As in Optuna, nobody begins with a trial that somebody else has begun with. */
  void setState(
      TrialEntry trial, TrialState next, @Nullable List<Double> told, @Nullable Instant at) {
    if (next == TrialState.RUNNING) {
      if (trial.state == TrialState.RUNNING) {
        return;
      }
      noteStarted(trial);
    }
    trial.setState(next, told, at);
  }

  void createTrial(StudyEntry study, FrozenTrial template) {
    createTrial(study, trialsCreated++, template);
  }

  /** Adds a trial of the owner that has got its id elsewhere. */
  void createOwnTrial(StudyEntry study, int id, FrozenTrial template) {
    own = true;
    createTrial(study, id, template);
  }

  private void createTrial(StudyEntry study, int id, FrozenTrial template) {
    TrialEntry trial = putTrial(study, id, study.trials.size(), template);
    if (trial.state == TrialState.RUNNING) {
      noteStarted(trial);
    }
  }

  /** Notes what a trial is now. Its number is that of one that is known, or the next. */
  TrialEntry putTrial(StudyEntry study, int id, int number, FrozenTrial present) {
    TrialEntry trial = new TrialEntry(study, id, number, present);
    trials.put((long) id, trial);
    return trial;
  }

  /** A study and its trials. */
  static final class StudyEntry {

    private final int id;
    private final String name;
    private final List<Direction> directions;
    private final Map<String, Object> userAttrs = new LinkedHashMap<>();
    private final Map<String, Object> systemAttrs = new LinkedHashMap<>();
    private final List<TrialEntry> trials = new ArrayList<>();
    private final TreeSet<Integer> waiting = new TreeSet<>();
    /**
     * For each parameter the first trial that has it, which says what distributions it may have.
     */
    private final Map<String, TrialEntry> first = new LinkedHashMap<>();

    /** What can't be read of it; null if everything can. */
    private @Nullable String spoilt;

    private StudyEntry(int id, String name, List<Direction> directions) {
      this.id = id;
      this.name = name;
      this.directions = directions;
    }

    int id() {
      return id;
    }

    String name() {
      return name;
    }

    List<Direction> directions() {
      return directions;
    }

    /** Notes that a line about it can't be read; the first one counts. */
    void spoil(String why) {
      spoilt = spoilt == null ? why : spoilt;
    }

    /** Throws a {@link JournalFileException} if a line about it can't be read. */
    StudyEntry checkReadable() {
      if (spoilt != null) {
        throw new JournalFileException(spoilt, null);
      }
      return this;
    }

    Map<String, Object> attrs(Owner owner) {
      return owner == Owner.USER ? userAttrs : systemAttrs;
    }

    int size() {
      return trials.size();
    }

    /** The ids of the trials that are not finished. */
    List<Integer> open() {
      return trials.stream()
          .filter(trial -> !trial.state.isFinished())
          .map(TrialEntry::id)
          .toList();
    }

    List<FrozenTrial> trials() {
      return trials.stream().map(TrialEntry::freeze).toList();
    }

    /** The trial of the highest number. */
    Optional<TrialEntry> last() {
      return trial(trials.size() - 1);
    }

    /** The trial of a number of this study. */
    Optional<TrialEntry> trial(int number) {
      return number >= 0 && number < trials.size()
          ? Optional.of(trials.get(number))
          : Optional.empty();
    }

    Optional<TrialEntry> firstWaiting() {
      return waiting.isEmpty() ? Optional.empty() : trial(waiting.first());
    }

    /** The distribution by which a parameter has to go. */
    Optional<Distribution> distribution(String param) {
      return Optional.ofNullable(first.get(param)).map(trial -> trial.distributions.get(param));
    }

    boolean allows(String param, Distribution distribution) {
      return distribution(param).map(known -> known.compatible(distribution)).orElse(true);
    }
  }

  /** A trial. */
  static final class TrialEntry {

    private final StudyEntry study;
    private final int id;
    private final int number;
    private final Map<String, Object> params = new LinkedHashMap<>();
    private final Map<String, Distribution> distributions = new LinkedHashMap<>();
    private final Map<String, Object> userAttrs = new LinkedHashMap<>();
    private final Map<String, Object> systemAttrs = new LinkedHashMap<>();
    private final Map<Long, Double> intermediateValues = new TreeMap<>();
    private TrialState state;
    private List<Double> values;
    private @Nullable Instant start;
    private @Nullable Instant complete;
    /** What it is at present; null if that has changed since somebody asked. */
    private @Nullable FrozenTrial frozen;

    private TrialEntry(StudyEntry study, int id, int number, FrozenTrial template) {
      this.study = study;
      this.id = id;
      this.number = number;
      if (number < study.trials.size()) {
        study.trials.set(number, this);
      } else {
        study.trials.add(this);
      }
      state = template.state();
      values = template.values();
      userAttrs.putAll(template.userAttrs());
      systemAttrs.putAll(template.systemAttrs());
      intermediateValues.putAll(template.intermediateValues());
      start = template.datetimeStart().orElse(null);
      complete = template.datetimeComplete().orElse(null);
      template
          .distributions()
          .forEach(
              (name, distribution) -> setParam(name, template.params().get(name), distribution));
      noteWaiting();
    }

    StudyEntry study() {
      return study;
    }

    int id() {
      return id;
    }

    int number() {
      return number;
    }

    TrialState state() {
      return state;
    }

    void setParam(String name, @Nullable Object value, Distribution distribution) {
      params.put(name, value);
      distributions.put(name, distribution);
      study.first.merge(name, this, (known, added) -> added.number <= known.number ? added : known);
      frozen = null;
    }

    private void setState(TrialState next, @Nullable List<Double> told, @Nullable Instant at) {
      if (next == TrialState.RUNNING) {
        start = at;
      } else if (next.isFinished()) {
        complete = at;
      }
      state = next;
      values = told == null ? values : told;
      noteWaiting();
      frozen = null;
    }

    private void noteWaiting() {
      if (state == TrialState.WAITING) {
        study.waiting.add(number);
      } else {
        study.waiting.remove(number);
      }
    }

    void report(long step, double value) {
      intermediateValues.put(step, value);
      frozen = null;
    }

    void setAttr(Owner owner, String key, @Nullable Object value) {
      (owner == Owner.USER ? userAttrs : systemAttrs).put(key, value);
      frozen = null;
    }

    FrozenTrial freeze() {
      FrozenTrial known = frozen;
      if (known == null) {
        known = FrozenTrial.builder(state)
            .id(id, number)
            .values(values)
            .params(params, distributions)
            .userAttrs(userAttrs)
            .systemAttrs(systemAttrs)
            .intermediateValues(intermediateValues)
            .datetimeStart(start)
            .datetimeComplete(complete)
            .build();
        frozen = known;
      }
      return known;
    }
  }
}
