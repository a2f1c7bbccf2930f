package io.github.hwgptbench.adapter.optuna;

import com.google.common.primitives.Doubles;
import io.github.hwgptbench.adapter.optuna.JournalRecord.CreateStudy;
import io.github.hwgptbench.adapter.optuna.JournalRecord.CreateTrial;
import io.github.hwgptbench.adapter.optuna.JournalRecord.DeleteStudy;
import io.github.hwgptbench.adapter.optuna.JournalRecord.Owner;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetIntermediateValue;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetStudyAttr;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetTrialAttr;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetTrialParam;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetTrialState;
import io.github.hwgptbench.adapter.optuna.Ledger.StudyEntry;
import io.github.hwgptbench.adapter.optuna.Ledger.TrialEntry;
import io.github.hwgptbench.internal.text.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A storage of studies. Safe for use by many threads. */
public abstract sealed class Storage permits InMemoryStorage, JournalStorage, DatabaseStorage {

  /** The system attribute that says why a trial has failed. */
  static final String FAIL_REASON = "fail_reason";

  /** What a change wants written, and what it answers once that is done. */
  record Change<T>(List<JournalRecord> records, Function<Ledger, T> answer) {}

  /** How much of a storage a question or a decision is about. */
  enum Extent {
    /** Names and directions of all studies. */
    STUDIES,
    /** One study with its attributes, without its trials. */
    STUDY,
    /** One study with its trials. */
    TRIALS,
    /** One trial, in its study with its trials. */
    TRIAL
  }

  /**
   * What a question or a decision is about.
   *
   * @param id of the study or trial; 0 for all studies
   */
  record Scope(Extent extent, int id) {
    static final Scope STUDIES = new Scope(Extent.STUDIES, 0);

    static Scope study(int id) {
      return new Scope(Extent.STUDY, id);
    }

    static Scope trials(int study) {
      return new Scope(Extent.TRIALS, study);
    }

    static Scope trial(int id) {
      return new Scope(Extent.TRIAL, id);
    }
  }

  Storage() {}

  /**
   * Looks at the present state, with all that others have written.
   *
   * @param scope what the question is about; what is elsewhere may be older
   */
  abstract <T> T read(Scope scope, Function<Ledger, T> question);

  /**
   * Decides on the present state what to write, and writes it, with nobody writing in between. What
   * is thrown while deciding leaves all as it is.
   *
   * @param scope what the decision is about, and changes
   */
  abstract <T> T write(Scope scope, Function<Ledger, Change<T>> decision);

  private void writeAll(Scope scope, Function<Ledger, List<JournalRecord>> decision) {
    write(scope, ledger -> new Change<>(decision.apply(ledger), changed -> null));
  }

  /** Returns the names of the studies, in the order of their creation. */
  public final List<String> studyNames() {
    return read(
        Scope.STUDIES, ledger -> ledger.studies().stream().map(StudyEntry::name).toList());
  }

  /** Now, as exact as it can be written. */
  static Instant now() {
    return exact(Instant.now());
  }

  /** A time as exact as it can be written. */
  static Instant exact(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Returns the heartbeat by which it finds trials of processes that have died; empty if it has
   * none.
   */
  Optional<Heartbeat> heartbeat() {
    return Optional.empty();
  }

  /** Notes that a trial is alive. */
  void beat(int trial) {}

  /** The running trials of a study that were not alive for so many seconds, but were before. */
  List<Integer> staleTrials(int study, long seconds) {
    return List.of();
  }

  final int createStudy(String name, List<Direction> directions) {
    return write(Scope.STUDIES, ledger -> {
      if (ledger.study(name).isPresent()) {
        throw new DuplicatedStudyException(
            Text.format("Study '%s': already exists; load it, or use another name", name));
      }
      return new Change<>(
          List.of(new CreateStudy(name, directions)),
          changed -> changed.study(name).orElseThrow().id());
    });
  }

  final Optional<Integer> findStudy(String name) {
    return read(Scope.STUDIES, ledger -> ledger.study(name).map(StudyEntry::id));
  }

  final void deleteStudy(int study) {
    writeAll(Scope.study(study), ledger -> {
      existing(ledger, study);
      return List.of(new DeleteStudy(study));
    });
  }

  final List<Direction> directions(int study) {
    return read(Scope.study(study), ledger -> entry(ledger, study).directions());
  }

  final String studyName(int study) {
    return read(Scope.study(study), ledger -> entry(ledger, study).name());
  }

  final Map<String, Object> studyAttrs(int study, Owner owner) {
    return read(
        Scope.study(study),
        ledger ->
            Collections.unmodifiableMap(new LinkedHashMap<>(entry(ledger, study).attrs(owner))));
  }

  final void setStudyAttr(int study, Owner owner, String key, @Nullable Object value) {
    Object frozen = Json.frozen(value);
    writeAll(Scope.study(study), ledger -> {
      entry(ledger, study);
      return List.of(new SetStudyAttr(study, owner, key, frozen));
    });
  }

  final List<FrozenTrial> trials(int study) {
    return read(Scope.trials(study), ledger -> entry(ledger, study).trials());
  }

  final Optional<FrozenTrial> trialOfNumber(int study, int number) {
    return read(
        Scope.trials(study), ledger -> entry(ledger, study).trial(number).map(TrialEntry::freeze));
  }

  /** Begins with the first trial that waits or, if none does, with a new one. */
  final FrozenTrial startTrial(int study) {
    while (true) {
      // Which trial that is, the storage says: whoever lost the lock may have come too late.
      Optional<FrozenTrial> started = write(Scope.trials(study), ledger -> {
        ledger.takeStarted();
        JournalRecord start = entry(ledger, study)
            .firstWaiting()
            .<JournalRecord>map(
                waiting -> new SetTrialState(waiting.id(), TrialState.RUNNING, null, now()))
            .orElseGet(() -> new CreateTrial(
                study,
                FrozenTrial.builder(TrialState.RUNNING).datetimeStart(now()).build()));
        return new Change<>(
            List.of(start), changed -> changed.takeStarted().map(TrialEntry::freeze));
      });
      if (started.isPresent()) {
        return started.get();
      }
    }
  }

  final void addTrials(int study, List<FrozenTrial> trials) {
    writeAll(Scope.trials(study), ledger -> {
      StudyEntry entry = entry(ledger, study);
      Map<String, Distribution> added = new LinkedHashMap<>();
      for (FrozenTrial trial : trials) {
        trial
            .distributions()
            .forEach((name, distribution) -> checkCompatible(entry, added, name, distribution));
      }
      return trials.stream()
          .map(trial -> (JournalRecord) new CreateTrial(study, trial))
          .toList();
    });
  }

  private static void checkCompatible(
      StudyEntry study, Map<String, Distribution> added, String name, Distribution distribution) {
    Distribution known = study.distribution(name).orElse(added.getOrDefault(name, distribution));
    if (!known.compatible(distribution)) {
      throw new IllegalArgumentException(Text.format(
              "Parameter '%s': %s; in this study it is %s, and its distributions must have the"
                  + " same kind, scale",
              name, distribution, known)
          + " and choices");
    }
    added.putIfAbsent(name, distribution);
  }

  /** Sets parameters, by their internal values, all at once. */
  final void setParams(
      int trial, Map<String, Distribution> distributions, Map<String, Double> internal) {
    writeAll(Scope.trial(trial), ledger -> {
      StudyEntry study = updatable(ledger, trial).study();
      List<JournalRecord> records = new ArrayList<>();
      distributions.forEach((name, distribution) -> {
        checkCompatible(study, new LinkedHashMap<>(), name, distribution);
        records.add(new SetTrialParam(
            trial, name, Objects.requireNonNull(internal.get(name)), distribution));
      });
      return records;
    });
  }

  final void setTrialAttrs(int trial, Owner owner, Map<String, ?> attrs) {
    List<JournalRecord> records = new ArrayList<>();
    attrs.forEach(
        (key, value) -> records.add(new SetTrialAttr(trial, owner, key, Json.frozen(value))));
    writeAll(Scope.trial(trial), ledger -> {
      updatable(ledger, trial);
      return records;
    });
  }

  /** Notes values on the way to the last ones. Optuna has a place for one objective only. */
  final void report(int trial, long step, double... values) {
    JournalRecord report = values.length == 1
        ? new SetIntermediateValue(trial, step, values[0])
        : new SetTrialAttr(
            trial, Owner.USER, FrozenTrial.reportAttr(step), Doubles.asList(values.clone()));
    writeAll(Scope.trial(trial), ledger -> {
      // As in Optuna the first report of a step counts.
      return updatable(ledger, trial).freeze().reports().containsKey(step)
          ? List.of()
          : List.of(report);
    });
  }

  /**
   * Finishes a trial that is running.
   *
   * @param why it failed; noted if it is not null
   */
  final FrozenTrial finishTrial(
      int trial, TrialState state, List<Double> values, @Nullable String why) {
    return write(Scope.trial(trial), ledger -> {
      TrialEntry entry = updatable(ledger, trial);
      if (entry.state() != TrialState.RUNNING) {
        throw new IllegalStateException(Text.format(
            "Trial %d is %s; only a running trial can be finished", entry.number(), entry.state()));
      }
      List<JournalRecord> records = new ArrayList<>();
      if (why != null) {
        records.add(new SetTrialAttr(trial, Owner.SYSTEM, FAIL_REASON, why));
      }
      records.add(new SetTrialState(trial, state, values.isEmpty() ? null : values, now()));
      return new Change<>(records, changed -> entryOfTrial(changed, trial).freeze());
    });
  }

  /** Fails a trial, unless it has ended or somebody else has failed it. */
  final Optional<FrozenTrial> failIfRunning(int trial) {
    return write(Scope.trial(trial), ledger -> {
      boolean running = ledger
          .updatable(trial)
          .filter(entry -> entry.state() == TrialState.RUNNING)
          .isPresent();
      return running
          ? new Change<>(
              List.of(new SetTrialState(trial, TrialState.FAIL, null, now())),
              changed -> changed.trial(trial).map(TrialEntry::freeze))
          : new Change<>(List.of(), changed -> Optional.empty());
    });
  }

  private static StudyEntry entry(Ledger ledger, int study) {
    return existing(ledger, study).checkReadable();
  }

  private static StudyEntry existing(Ledger ledger, int study) {
    return ledger.study(study).orElseThrow(Storage::deleted);
  }

  private static IllegalStateException deleted() {
    return new IllegalStateException("The study does not exist any longer; it was deleted");
  }

  private static TrialEntry entryOfTrial(Ledger ledger, int trial) {
    TrialEntry entry = ledger.trial(trial).orElseThrow(Storage::deleted);
    entry.study().checkReadable();
    return entry;
  }

  private static TrialEntry updatable(Ledger ledger, int trial) {
    TrialEntry entry = entryOfTrial(ledger, trial);
    if (entry.state().isFinished()) {
      throw new IllegalStateException(Text.format(
          "Trial %d is finished (%s) and can't be changed", entry.number(), entry.state()));
    }
    return entry;
  }
}
