package io.github.hwgptbench.adapter.optuna;

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
import io.github.hwgptbench.adapter.optuna.internal.Database;
import io.github.hwgptbench.adapter.optuna.internal.Database.ConflictException;
import io.github.hwgptbench.adapter.optuna.internal.StudyRow;
import io.github.hwgptbench.adapter.optuna.internal.Tables;
import io.github.hwgptbench.adapter.optuna.internal.Tables.Attrs;
import io.github.hwgptbench.adapter.optuna.internal.TrialHead;
import io.github.hwgptbench.adapter.optuna.internal.TrialRows;
import io.github.hwgptbench.internal.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database of Optuna, which processes of this library and of Optuna can read and write at the
 * same time. The artifact {@code hwgptbench-optuna-sql} has one for SQLite and PostgreSQL.
 *
 * <p>Finished trials are read once, since they do not change any more; unfinished trials are read
 * again each time.
 *
 * @since 0.2.0
 */
public abstract non-sealed class DatabaseStorage extends Storage implements AutoCloseable {

  private final Database database;
  private final @Nullable Heartbeat heartbeat;
  private final Ledger ledger = new Ledger();
  /** By their text, which is that of a few for all trials. */
  private final Map<String, Distribution> distributions = new HashMap<>();

  /** A change that is committed, and how the ledger gets to know of it. */
  private record Written<T>(Change<T> change, List<Runnable> notes) {}

  /**
   * Makes a storage.
   *
   * @param heartbeat finds trials of processes that died; null to leave these running
   */
  protected DatabaseStorage(Database database, @Nullable Heartbeat heartbeat) {
    this.database = database;
    this.heartbeat = heartbeat;
  }

  /** Closes all connections. */
  @Override
  public abstract void close();

  @Override
  Optional<Heartbeat> heartbeat() {
    return Optional.ofNullable(heartbeat);
  }

  @Override
  void beat(int trial) {
    database.write(tables -> {
      tables.beat(trial);
      return true;
    });
  }

  @Override
  List<Integer> staleTrials(int study, long seconds) {
    List<Integer> stale = database.read(tables -> tables.staleTrials(study, seconds));
    if (!stale.isEmpty()) {
      // They may be of others, and not known yet.
      read(Scope.trials(study), ledger -> ledger);
    }
    return stale;
  }

  @Override
  synchronized <T> T read(Scope scope, Function<Ledger, T> question) {
    database.read(tables -> catchUp(tables, scope));
    return question.apply(ledger);
  }

  @Override
  synchronized <T> T write(Scope scope, Function<Ledger, Change<T>> decision) {
    Written<T> written = database.write(tables -> {
      if (scope.extent() == Extent.TRIALS || scope.extent() == Extent.STUDY) {
        tables.lockStudy(scope.id());
      } else if (scope.extent() == Extent.TRIAL) {
        tables.lockTrial(scope.id());
      }
      catchUp(tables, scope);
      Change<T> change = decision.apply(ledger);
      // The ledger hears of it once it is committed.
      return new Written<>(
          change, change.records().stream().map(added -> change(tables, added)).toList());
    });
    written.notes().forEach(Runnable::run);
    return written.change().answer().apply(ledger);
  }

  private boolean catchUp(Tables tables, Scope scope) {
    switch (scope.extent()) {
      case STUDIES -> {
        List<StudyRow> studies = tables.studies();
        Set<Integer> present = studies.stream().map(StudyRow::id).collect(Collectors.toSet());
        ledger.studies().stream()
            .map(StudyEntry::id)
            .filter(id -> !present.contains(id))
            .toList()
            .forEach(ledger::deleteStudy);
        studies.forEach(this::put);
      }
      case STUDY -> study(tables, scope.id()).ifPresent(study -> attrs(tables, study));
      case TRIALS -> study(tables, scope.id()).ifPresent(study -> trials(tables, study));
      case TRIAL ->
        ledger
            .trial(scope.id())
            .flatMap(trial -> study(tables, trial.study().id()))
            .ifPresent(study -> trials(tables, study));
    }
    return true;
  }

  private Optional<StudyEntry> study(Tables tables, int id) {
    Optional<StudyRow> study = tables.study(id);
    if (study.isEmpty()) {
      ledger.deleteStudy(id);
    }
    return study.map(this::put);
  }

  /** Ids of studies that were deleted come again in SQLite. */
  private StudyEntry put(StudyRow row) {
    List<Direction> directions =
        row.directions().stream().map(Direction::valueOf).toList();
    boolean known = ledger
        .study(row.id())
        .filter(study -> study.name().equals(row.name()) && study.directions().equals(directions))
        .isPresent();
    if (!known) {
      ledger.putStudy(row.id(), row.name(), directions);
    }
    return ledger.study(row.id()).orElseThrow();
  }

  private static void attrs(Tables tables, StudyEntry study) {
    for (Owner owner : Owner.values()) {
      Map<String, Object> known = study.attrs(owner);
      known.clear();
      tables
          .attrs(owner == Owner.USER ? Attrs.STUDY_USER : Attrs.STUDY_SYSTEM, study.id())
          .forEach((name, json) -> {
            try {
              known.put(name, Json.value(Json.parse(json)));
            } catch (IllegalArgumentException e) {
              study.spoil(Text.format(
                  "Study '%s': attribute '%s': %s", study.name(), name, e.getMessage()));
            }
          });
    }
  }

  private void trials(Tables tables, StudyEntry study) {
    // The first one too, which shows whether a study was deleted and its ids are those of another.
    Set<Integer> ids = new HashSet<>(study.open());
    study.trial(0).ifPresent(first -> ids.add(first.id()));
    List<TrialHead> heads = tables.heads(study.id(), ids, lastId(study));
    if (!continues(study, heads)) {
      ledger.putStudy(study.id(), study.name(), study.directions());
      trials(tables, ledger.study(study.id()).orElseThrow());
      return;
    }
    for (TrialRows rows : tables.trials(heads.stream().filter(this::changes).toList())) {
      if (rows.head().number() > study.size()) {
        study.spoil(Text.format(
            "Study '%s': trial %s follows trial %s; allowed: consecutive numbers",
            study.name(), rows.head().number(), study.size() - 1));
        return;
      }
      ledger.putTrial(study, rows.head().id(), rows.head().number(), frozen(study, rows));
    }
  }

  private static int lastId(StudyEntry study) {
    return study.last().map(TrialEntry::id).orElse(-1);
  }

  /** Whether the known trials that were read are those that they were; else it is another study. */
  private boolean continues(StudyEntry study, List<TrialHead> heads) {
    return (study.last().isEmpty() || heads.stream().anyMatch(head -> head.id() == lastId(study)))
        && heads.stream()
            .allMatch(head -> ledger
                .trial(head.id())
                .map(known -> continues(known.freeze(), head))
                .orElse(true));
  }

  private static boolean continues(FrozenTrial known, TrialHead head) {
    return known.number() == head.number()
        && known.datetimeStart().map(start -> start.equals(head.start())).orElse(true);
  }

  /** Whether there may be something about a trial that is not known. */
  private boolean changes(TrialHead head) {
    return ledger.trial(head.id()).map(TrialEntry::state).stream()
        .noneMatch(TrialState::isFinished);
  }

  private FrozenTrial frozen(StudyEntry study, TrialRows rows) {
    try {
      return frozen(rows);
    } catch (IllegalArgumentException e) {
      study.spoil(Text.format(
          "Study '%s', trial %d: %s", study.name(), rows.head().number(), e.getMessage()));
      return FrozenTrial.builder(TrialState.FAIL).build();
    }
  }

  private FrozenTrial frozen(TrialRows rows) {
    TrialState state = TrialState.valueOf(rows.head().state());
    Map<String, Object> params = new LinkedHashMap<>();
    Map<String, Distribution> ranges = new LinkedHashMap<>();
    for (TrialRows.Param param : rows.params()) {
      Distribution distribution =
          distributions.computeIfAbsent(param.distribution(), Distribution::fromJson);
      ranges.put(param.name(), distribution);
      params.put(param.name(), distribution.toExternalRepr(param.internal()));
    }
    return FrozenTrial.builder(state)
        .values(state.isFinished() ? rows.values() : List.of())
        .params(params, ranges)
        .userAttrs(values(rows.userAttrs()))
        .systemAttrs(values(rows.systemAttrs()))
        .intermediateValues(rows.intermediateValues())
        .datetimeStart(rows.head().start())
        .datetimeComplete(rows.head().complete())
        .build();
  }

  private static Map<String, Object> values(Map<String, String> attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    attrs.forEach((name, json) -> values.put(name, Json.value(Json.parse(json))));
    return values;
  }

  private static TrialRows rows(FrozenTrial trial) {
    List<TrialRows.Param> params = new ArrayList<>();
    trial
        .distributions()
        .forEach((name, distribution) -> params.add(new TrialRows.Param(
            name, distribution.toInternalRepr(trial.params().get(name)), distribution.toJson())));
    return new TrialRows(
        new TrialHead(
            -1,
            -1,
            trial.state().name(),
            trial.datetimeStart().orElse(null),
            trial.datetimeComplete().orElse(null)),
        trial.values(),
        params,
        texts(trial.userAttrs()),
        texts(trial.systemAttrs()),
        trial.intermediateValues());
  }

  private static Map<String, String> texts(Map<String, Object> attrs) {
    Map<String, String> texts = new LinkedHashMap<>();
    attrs.forEach((name, value) -> texts.put(name, json(value)));
    return texts;
  }

  private static String json(@Nullable Object value) {
    return Json.text(Json.tree(value));
  }

  /** Makes a change, and returns how the ledger makes it too. */
  private Runnable change(Tables tables, JournalRecord change) {
    if (change instanceof CreateStudy it) {
      int id = tables
          .addStudy(it.name(), it.directions().stream().map(Enum::name).toList())
          .orElseThrow(ConflictException::new);
      return () -> ledger.putStudy(id, it.name(), it.directions());
    }
    if (change instanceof CreateTrial it) {
      TrialRows rows = rows(it.trial());
      int id = tables.addTrial(Math.toIntExact(it.study()), rows);
      return () -> ledger
          .study(it.study())
          .ifPresent(study -> ledger.createOwnTrial(study, id, frozen(study, rows)));
    }
    if (change instanceof DeleteStudy it) {
      tables.deleteStudy(Math.toIntExact(it.study()));
    } else if (change instanceof SetStudyAttr it) {
      tables.setAttr(
          it.owner() == Owner.USER ? Attrs.STUDY_USER : Attrs.STUDY_SYSTEM,
          Math.toIntExact(it.study()),
          it.key(),
          json(it.value()));
    } else if (change instanceof SetTrialParam it) {
      tables.setParam(
          Math.toIntExact(it.trial()),
          new TrialRows.Param(it.name(), it.internal(), it.distribution().toJson()));
    } else if (change instanceof SetTrialState it) {
      setState(tables, it);
    } else if (change instanceof SetIntermediateValue it) {
      tables.addIntermediateValue(Math.toIntExact(it.trial()), it.step(), it.value());
    } else if (change instanceof SetTrialAttr it) {
      tables.setAttr(
          it.owner() == Owner.USER ? Attrs.TRIAL_USER : Attrs.TRIAL_SYSTEM,
          Math.toIntExact(it.trial()),
          it.key(),
          json(it.value()));
    } else {
      throw new IllegalArgumentException(Text.format("Record %s; allowed: any other", change));
    }
    return () -> ledger.apply(change, true);
  }

  private static void setState(Tables tables, SetTrialState change) {
    int trial = Math.toIntExact(change.trial());
    if (change.state() != TrialState.RUNNING) {
      tables.finishTrial(
          trial,
          change.state().name(),
          change.values() == null ? List.of() : change.values(),
          change.at() == null ? now() : change.at());
    } else if (!tables.startTrial(trial, change.at() == null ? now() : change.at())) {
      throw new ConflictException();
    }
  }
}
