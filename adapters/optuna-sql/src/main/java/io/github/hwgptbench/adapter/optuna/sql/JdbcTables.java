package io.github.hwgptbench.adapter.optuna.sql;

import com.google.common.collect.Iterables;
import io.github.hwgptbench.adapter.optuna.internal.StudyRow;
import io.github.hwgptbench.adapter.optuna.internal.Tables;
import io.github.hwgptbench.adapter.optuna.internal.TrialHead;
import io.github.hwgptbench.adapter.optuna.internal.TrialRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The tables of Optuna's release 3.2 and later, by the statements of SQL. */
final class JdbcTables implements Tables {

  /** How many trials are asked for at once. */
  private static final int TOGETHER = 500;

  private static final DateTimeFormatter WRITTEN_TIME = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
      .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter READ_TIME = new DateTimeFormatterBuilder()
      .appendPattern("uuuu-MM-dd HH:mm:ss")
      .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
      .toFormatter(Locale.ROOT);

  /** Tables whose rows are of trials. */
  private static final List<String> OF_TRIALS = List.of(
      "trial_heartbeats",
      "trial_intermediate_values",
      "trial_values",
      "trial_params",
      "trial_system_attributes",
      "trial_user_attributes");

  /** Tables whose rows are of studies, besides those of trials. */
  private static final List<String> OF_STUDIES =
      List.of("trials", "study_system_attributes", "study_user_attributes", "study_directions");

  private final Sql sql;
  private final Dialect dialect;

  JdbcTables(Sql sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  /** A number that a column holds, or the name of one that none does. */
  private record Stored(String type, @Nullable Double number) {

    static Stored of(double value) {
      if (Double.isNaN(value)) {
        return new Stored("NAN", null);
      }
      if (Double.isInfinite(value)) {
        return new Stored(value > 0 ? "INF_POS" : "INF_NEG", null);
      }
      return new Stored("FINITE", value);
    }

    static double read(ResultSet row, int number, int type) throws SQLException {
      return switch (row.getString(type)) {
        case "INF_POS" -> Double.POSITIVE_INFINITY;
        case "INF_NEG" -> Double.NEGATIVE_INFINITY;
        case "NAN" -> Double.NaN;
        default -> row.getDouble(number);
      };
    }
  }

  @Override
  public List<StudyRow> studies() {
    return studies("");
  }

  @Override
  public Optional<StudyRow> study(int id) {
    return studies(" WHERE s.study_id = " + id).stream().findFirst();
  }

  private List<StudyRow> studies(String which) {
    Map<Integer, StudyRow> studies = new LinkedHashMap<>();
    sql.all(
            "SELECT s.study_id, s.study_name, d.direction FROM studies s"
                + " LEFT JOIN study_directions d ON d.study_id = s.study_id" + which
                + " ORDER BY s.study_id, d.objective",
            row -> new StudyRow(row.getInt(1), row.getString(2), List.of(row.getString(3))))
        .forEach(study -> studies.merge(study.id(), study, (one, next) -> {
          List<String> directions = new ArrayList<>(one.directions());
          directions.addAll(next.directions());
          return new StudyRow(one.id(), one.name(), directions);
        }));
    return List.copyOf(studies.values());
  }

  private static String table(Attrs whose) {
    return switch (whose) {
      case STUDY_USER -> "study_user_attributes";
      case STUDY_SYSTEM -> "study_system_attributes";
      case TRIAL_USER -> "trial_user_attributes";
      case TRIAL_SYSTEM -> "trial_system_attributes";
    };
  }

  private static String owner(Attrs whose) {
    return whose == Attrs.STUDY_USER || whose == Attrs.STUDY_SYSTEM ? "study_id" : "trial_id";
  }

  /** In the order in which they were first set: the first column counts rows. */
  private static String attrs(Attrs whose, Collection<Integer> ids) {
    String owner = owner(whose);
    String table = table(whose);
    String row = table.substring(0, table.length() - 1) + "_id";
    return "SELECT " + owner + ", \"key\", value_json FROM " + table + " WHERE " + owner + " IN "
        + Sql.list(ids) + " ORDER BY " + row;
  }

  @Override
  public Map<String, String> attrs(Attrs whose, int id) {
    Map<String, String> attrs = new LinkedHashMap<>();
    sql.all(attrs(whose, List.of(id)), row -> attrs.put(row.getString(2), row.getString(3)));
    return attrs;
  }

  @Override
  public List<TrialHead> heads(int study, Collection<Integer> ids, int from) {
    return sql.all(
        "SELECT trial_id, number, state, CAST(datetime_start AS TEXT),"
            + " CAST(datetime_complete AS TEXT) FROM trials WHERE study_id = ?"
            + " AND (trial_id >= ? OR trial_id IN " + Sql.list(ids) + ") ORDER BY trial_id",
        row -> new TrialHead(
            row.getInt(1),
            row.getInt(2),
            row.getString(3),
            time(row.getString(4)),
            time(row.getString(5))),
        study,
        from);
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : LocalDateTime.parse(text, READ_TIME).toInstant(ZoneOffset.UTC);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : WRITTEN_TIME.format(time);
  }

  @Override
  public List<TrialRows> trials(List<TrialHead> heads) {
    List<TrialRows> trials = new ArrayList<>();
    Iterables.partition(heads, TOGETHER).forEach(some -> trials.addAll(together(some)));
    return trials;
  }

  /** The trial that a row is of. */
  private static TrialRows of(ResultSet row, Map<Integer, TrialRows> trials) throws SQLException {
    return Objects.requireNonNull(trials.get(row.getInt(1)));
  }

  private List<TrialRows> together(List<TrialHead> heads) {
    Map<Integer, TrialRows> trials = new LinkedHashMap<>();
    heads.forEach(head -> trials.put(
        head.id(),
        new TrialRows(
            head,
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new HashMap<>())));
    String ids = " WHERE trial_id IN " + Sql.list(trials.keySet()) + " ORDER BY ";
    sql.all(
        "SELECT trial_id, value, value_type FROM trial_values" + ids + "objective",
        row -> of(row, trials).values().add(Stored.read(row, 2, 3)));
    sql.all(
        "SELECT trial_id, param_name, param_value, distribution_json FROM trial_params" + ids
            + "param_id",
        row -> of(row, trials)
            .params()
            .add(new TrialRows.Param(row.getString(2), row.getDouble(3), row.getString(4))));
    sql.all(
        attrs(Attrs.TRIAL_USER, trials.keySet()),
        row -> of(row, trials).userAttrs().put(row.getString(2), row.getString(3)));
    sql.all(
        attrs(Attrs.TRIAL_SYSTEM, trials.keySet()),
        row -> of(row, trials).systemAttrs().put(row.getString(2), row.getString(3)));
    sql.all(
        "SELECT trial_id, step, intermediate_value, intermediate_value_type"
            + " FROM trial_intermediate_values" + ids + "step",
        row -> of(row, trials).intermediateValues().put(row.getLong(2), Stored.read(row, 3, 4)));
    return List.copyOf(trials.values());
  }

  @Override
  public void lockStudy(int id) {
    lock("studies", "study_id", id);
  }

  @Override
  public void lockTrial(int id) {
    lock("trials", "trial_id", id);
  }

  private void lock(String table, String column, int id) {
    sql.all(
        "SELECT 1 FROM " + table + " WHERE " + column + " = ?" + dialect.forUpdate(),
        row -> true,
        id);
  }

  @Override
  public OptionalInt addStudy(String name, List<String> directions) {
    Optional<Integer> id = sql.first(
        "INSERT INTO studies (study_name) VALUES (?) ON CONFLICT (study_name) DO NOTHING"
            + " RETURNING study_id",
        row -> row.getInt(1),
        name);
    id.ifPresent(study -> {
      List<@Nullable Object[]> rows = new ArrayList<>();
      directions.forEach(direction -> rows.add(new Object[] {direction, study, rows.size()}));
      sql.changeAll(
          "INSERT INTO study_directions (direction, study_id, objective) VALUES (?, ?, ?)", rows);
    });
    return id.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  @Override
  public void deleteStudy(int id) {
    String ofStudy = " WHERE study_id = ?";
    for (String table : OF_TRIALS) {
      sql.change(
          "DELETE FROM " + table + " WHERE trial_id IN (SELECT trial_id FROM trials" + ofStudy
              + ")",
          id);
    }
    OF_STUDIES.forEach(table -> sql.change("DELETE FROM " + table + ofStudy, id));
    sql.change("DELETE FROM studies" + ofStudy, id);
  }

  private static String setAttr(Attrs whose) {
    String owner = owner(whose);
    return "INSERT INTO " + table(whose) + " (" + owner + ", \"key\", value_json) VALUES (?, ?, ?)"
        + " ON CONFLICT (" + owner + ", \"key\") DO UPDATE SET value_json = excluded.value_json";
  }

  @Override
  public void setAttr(Attrs whose, int id, String name, String json) {
    sql.change(setAttr(whose), id, name, json);
  }

  private void setAttrs(Attrs whose, int id, Map<String, String> attrs) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    attrs.forEach((name, json) -> rows.add(new Object[] {id, name, json}));
    sql.changeAll(setAttr(whose), rows);
  }

  @Override
  public int addTrial(int study, TrialRows trial) {
    TrialHead head = trial.head();
    int id = sql.first(
            "INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete)"
                + " VALUES ((SELECT count(*) FROM trials WHERE study_id = ?), ?, ?, ?, ?)"
                + " RETURNING trial_id",
            row -> row.getInt(1),
            study,
            study,
            head.state(),
            text(head.start()),
            text(head.complete()))
        .orElseThrow();
    setValues(id, trial.values());
    addParams(id, trial.params());
    setAttrs(Attrs.TRIAL_USER, id, trial.userAttrs());
    setAttrs(Attrs.TRIAL_SYSTEM, id, trial.systemAttrs());
    addIntermediateValues(id, trial.intermediateValues());
    return id;
  }

  private void setValues(int trial, List<Double> values) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    values.forEach(value -> {
      Stored stored = Stored.of(value);
      rows.add(new @Nullable Object[] {trial, rows.size(), stored.number(), stored.type()});
    });
    sql.changeAll(
        "INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (trial_id, objective)"
            + " DO UPDATE SET value = excluded.value, value_type = excluded.value_type",
        rows);
  }

  private void addParams(int trial, List<TrialRows.Param> params) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    params.forEach(param ->
        rows.add(new Object[] {trial, param.name(), param.internal(), param.distribution()}));
    sql.changeAll(
        "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json)"
            + " VALUES (?, ?, ?, ?)",
        rows);
  }

  private void addIntermediateValues(int trial, Map<Long, Double> values) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    values.forEach((step, value) -> {
      Stored stored = Stored.of(value);
      rows.add(new @Nullable Object[] {trial, step, stored.number(), stored.type()});
    });
    sql.changeAll(
        "INSERT INTO trial_intermediate_values"
            + " (trial_id, step, intermediate_value, intermediate_value_type) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (trial_id, step) DO NOTHING",
        rows);
  }

  @Override
  public boolean startTrial(int id, Instant at) {
    return sql.change(
            "UPDATE trials SET state = 'RUNNING', datetime_start = ?"
                + " WHERE trial_id = ? AND state = 'WAITING'",
            text(at),
            id)
        > 0;
  }

  @Override
  public void finishTrial(int id, String state, List<Double> values, Instant at) {
    setValues(id, values);
    sql.change(
        "UPDATE trials SET state = ?, datetime_complete = ? WHERE trial_id = ?",
        state,
        text(at),
        id);
  }

  @Override
  public void setParam(int trial, TrialRows.Param param) {
    addParams(trial, List.of(param));
  }

  @Override
  public void addIntermediateValue(int trial, long step, double value) {
    addIntermediateValues(trial, Map.of(step, value));
  }

  @Override
  public void beat(int trial) {
    sql.change(
        "INSERT INTO trial_heartbeats (trial_id, heartbeat) VALUES (?, CURRENT_TIMESTAMP)"
            + " ON CONFLICT (trial_id) DO UPDATE SET heartbeat = CURRENT_TIMESTAMP",
        trial);
  }

  @Override
  public List<Integer> staleTrials(int study, long seconds) {
    return sql.all(
        "SELECT t.trial_id FROM trials t JOIN trial_heartbeats h ON h.trial_id = t.trial_id"
            + " WHERE t.study_id = ? AND t.state = 'RUNNING' AND "
            + dialect.secondsSince("h.heartbeat") + " > ? ORDER BY t.trial_id",
        row -> row.getInt(1),
        study,
        seconds);
  }
}
