package io.github.hwgptbench.adapter.optuna;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.adapter.optuna.JournalRecord.CreateStudy;
import io.github.hwgptbench.adapter.optuna.JournalRecord.CreateTrial;
import io.github.hwgptbench.adapter.optuna.JournalRecord.DeleteStudy;
import io.github.hwgptbench.adapter.optuna.JournalRecord.DiscardTrials;
import io.github.hwgptbench.adapter.optuna.JournalRecord.Owner;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetIntermediateValue;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetStudyAttr;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetTrialAttr;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetTrialParam;
import io.github.hwgptbench.adapter.optuna.JournalRecord.SetTrialState;
import io.github.hwgptbench.adapter.optuna.JournalRecord.UnreadableStudy;
import io.github.hwgptbench.adapter.optuna.JournalRecord.UnreadableStudyChange;
import io.github.hwgptbench.adapter.optuna.JournalRecord.UnreadableTrial;
import io.github.hwgptbench.adapter.optuna.JournalRecord.UnreadableTrialChange;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The text of a record in a journal, as Optuna 3.1 and later write and read it. */
final class JournalLine {

  private static final int CREATE_STUDY = 0;
  private static final int DELETE_STUDY = 1;
  private static final int SET_STUDY_USER_ATTR = 2;
  private static final int SET_STUDY_SYSTEM_ATTR = 3;
  private static final int CREATE_TRIAL = 4;
  private static final int SET_TRIAL_PARAM = 5;
  private static final int SET_TRIAL_STATE_VALUES = 6;
  private static final int SET_TRIAL_INTERMEDIATE_VALUE = 7;
  private static final int SET_TRIAL_USER_ATTR = 8;
  private static final int SET_TRIAL_SYSTEM_ATTR = 9;
  private static final int DISCARD_TRIALS = 10;

  /** The only form of a time that all versions of Python read. */
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private JournalLine() {}

  /**
   * Returns the text of a record, without the end of the line.
   *
   * @param worker who writes it, any text
   */
  static String write(JournalRecord change, String worker) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (change instanceof CreateStudy it) {
      begin(json, CREATE_STUDY, worker).put("study_name", it.name());
      ArrayNode directions = json.putArray("directions");
      it.directions().forEach(direction -> directions.add(direction.code()));
    } else if (change instanceof DeleteStudy it) {
      begin(json, DELETE_STUDY, worker).put("study_id", it.study());
    } else if (change instanceof SetStudyAttr it) {
      boolean user = it.owner() == Owner.USER;
      begin(json, user ? SET_STUDY_USER_ATTR : SET_STUDY_SYSTEM_ATTR, worker)
          .put("study_id", it.study())
          .putObject(user ? "user_attr" : "system_attr")
          .set(it.key(), Json.tree(it.value()));
    } else if (change instanceof CreateTrial it) {
      createTrial(begin(json, CREATE_TRIAL, worker).put("study_id", it.study()), it.trial());
    } else if (change instanceof SetTrialParam it) {
      begin(json, SET_TRIAL_PARAM, worker)
          .put("trial_id", it.trial())
          .put("param_name", it.name())
          .put("param_value_internal", it.internal())
          .put("distribution", it.distribution().toJson());
    } else if (change instanceof SetTrialState it) {
      begin(json, SET_TRIAL_STATE_VALUES, worker)
          .put("trial_id", it.trial())
          .put("state", it.state().code())
          .set("values", it.values() == null ? null : Json.tree(it.values()));
      if (it.state() == TrialState.RUNNING) {
        json.put("datetime_start", TIME.format(it.at()));
      } else if (it.state().isFinished()) {
        json.put("datetime_complete", TIME.format(it.at()));
      }
    } else if (change instanceof SetIntermediateValue it) {
      begin(json, SET_TRIAL_INTERMEDIATE_VALUE, worker)
          .put("trial_id", it.trial())
          .put("step", it.step())
          .put("intermediate_value", it.value());
    } else if (change instanceof SetTrialAttr it) {
      boolean user = it.owner() == Owner.USER;
      begin(json, user ? SET_TRIAL_USER_ATTR : SET_TRIAL_SYSTEM_ATTR, worker)
          .put("trial_id", it.trial())
          .putObject(user ? "user_attr" : "system_attr")
          .set(it.key(), Json.tree(it.value()));
    } else {
      throw new IllegalArgumentException(Text.format("Record %s; allowed: any other", change));
    }
    return Json.text(json);
  }

  private static ObjectNode begin(ObjectNode json, int operation, String worker) {
    return json.put("op_code", operation).put("worker_id", worker);
  }

  private static void createTrial(ObjectNode json, FrozenTrial trial) {
    // Without the field "value": some versions of Optuna refuse it beside "values".
    json.put("state", trial.state().code());
    json.put("datetime_start", trial.datetimeStart().map(TIME::format).orElse(null));
    trial.datetimeComplete().ifPresent(time -> json.put("datetime_complete", TIME.format(time)));
    if (!trial.values().isEmpty()) {
      json.set("values", Json.tree(trial.values()));
    }
    ObjectNode distributions = json.putObject("distributions");
    ObjectNode params = json.putObject("params");
    trial.distributions().forEach((name, distribution) -> {
      distributions.put(name, distribution.toJson());
      params.put(name, distribution.toInternalRepr(trial.params().get(name)));
    });
    json.set("user_attrs", Json.tree(trial.userAttrs()));
    json.set("system_attrs", Json.tree(trial.systemAttrs()));
    if (!trial.intermediateValues().isEmpty()) {
      json.set("intermediate_values", Json.tree(trial.intermediateValues()));
    }
  }

  /**
   * Reads a record. What is wrong with it spoils the study that it is about, and no other; only
   * where that is not to be known does it spoil the whole journal.
   *
   * @param json the line, which is JSON
   * @param where names the file and the line, for messages
   * @throws IllegalArgumentException if it is none; says what is wrong with it
   */
  static JournalRecord read(JsonFields json, String where) {
    if (!json.hasNonNull("worker_id")) {
      throw json.wrong("worker_id", "a string");
    }
    int operation = json.integer("op_code", CREATE_STUDY, DISCARD_TRIALS);
    return switch (operation) {
      case CREATE_STUDY -> {
        String name = json.text("study_name");
        yield read(
            where,
            () -> new CreateStudy(name, directions(json)),
            why -> new UnreadableStudy(name, why));
      }
      case DELETE_STUDY -> new DeleteStudy(id(json, "study_id"));
      case SET_STUDY_USER_ATTR -> studyAttr(json, Owner.USER, where);
      case SET_STUDY_SYSTEM_ATTR -> studyAttr(json, Owner.SYSTEM, where);
      case CREATE_TRIAL -> {
        long study = id(json, "study_id");
        yield read(
            where,
            () -> new CreateTrial(study, trial(json)),
            why -> new UnreadableTrial(study, why));
      }
      case DISCARD_TRIALS -> new DiscardTrials();
      default -> {
        long trial = id(json, "trial_id");
        yield read(
            where,
            () -> trialChange(json, operation, trial),
            why -> new UnreadableTrialChange(trial, why));
      }
    };
  }

  private static JournalRecord read(
      String where, Supplier<JournalRecord> reading, Function<String, JournalRecord> unreadable) {
    try {
      return reading.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      return unreadable.apply(Text.format("%s: %s", where, e.getMessage()));
    }
  }

  private static JournalRecord trialChange(JsonFields json, int operation, long trial) {
    return switch (operation) {
      case SET_TRIAL_PARAM -> param(json, trial);
      case SET_TRIAL_STATE_VALUES -> state(json, trial);
      case SET_TRIAL_INTERMEDIATE_VALUE ->
        new SetIntermediateValue(trial, json.whole("step"), json.number("intermediate_value"));
      case SET_TRIAL_USER_ATTR -> trialAttr(json, Owner.USER, trial);
      default -> trialAttr(json, Owner.SYSTEM, trial);
    };
  }

  private static JournalRecord param(JsonFields json, long trial) {
    Distribution distribution = Distribution.fromJson(json.text("distribution"));
    double internal = json.number("param_value_internal");
    // Throws if there is no such value.
    distribution.toExternalRepr(internal);
    return new SetTrialParam(trial, json.text("param_name"), internal, distribution);
  }

  private static List<Direction> directions(JsonFields json) {
    List<Direction> directions = new ArrayList<>();
    json.present("directions").forEach(code -> directions.add(Direction.of(code.asInt())));
    if (directions.isEmpty()) {
      throw json.wrong("directions", "a list that is not empty");
    }
    return directions;
  }

  private static JournalRecord studyAttr(JsonFields json, Owner owner, String where) {
    long study = id(json, "study_id");
    return read(
        where,
        () -> {
          Map.Entry<String, JsonNode> attr = attr(json, owner);
          return new SetStudyAttr(study, owner, attr.getKey(), Json.value(attr.getValue()));
        },
        why -> new UnreadableStudyChange(study, why));
  }

  private static JournalRecord trialAttr(JsonFields json, Owner owner, long trial) {
    Map.Entry<String, JsonNode> attr = attr(json, owner);
    return new SetTrialAttr(trial, owner, attr.getKey(), Json.value(attr.getValue()));
  }

  private static Map.Entry<String, JsonNode> attr(JsonFields json, Owner owner) {
    String field = owner == Owner.USER ? "user_attr" : "system_attr";
    if (json.value(field).size() != 1) {
      throw json.wrong(field, "an object with one attribute");
    }
    return json.value(field).properties().iterator().next();
  }

  private static JournalRecord state(JsonFields json, long trial) {
    TrialState state = stateOf(json);
    String time = state == TrialState.RUNNING ? "datetime_start" : "datetime_complete";
    return new SetTrialState(
        trial,
        state,
        numbers(json.present("values")).orElse(null),
        state == TrialState.WAITING ? Instant.EPOCH : time(json.present(time)).orElse(null));
  }

  private static TrialState stateOf(JsonFields json) {
    return TrialState.of(json.whole("state"));
  }

  private static FrozenTrial trial(JsonFields json) {
    FrozenTrial.Builder trial =
        FrozenTrial.builder(json.hasNonNull("state") ? stateOf(json) : TrialState.RUNNING);
    numbers(json.value("values")).ifPresent(trial::values);
    if (json.value("value").isNumber()) {
      trial.values(json.value("value").doubleValue());
    }
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    Map<String, Object> params = new LinkedHashMap<>();
    json.value("distributions")
        .properties()
        .forEach(it ->
            distributions.put(it.getKey(), Distribution.fromJson(it.getValue().asText())));
    json.value("params").properties().forEach(it -> {
      Distribution distribution = distributions.get(it.getKey());
      if (distribution == null) {
        throw new IllegalArgumentException(
            Text.format("parameter '%s' without a distribution", it.getKey()));
      }
      params.put(it.getKey(), distribution.toExternalRepr(number(it.getValue())));
    });
    if (params.size() < distributions.size()) {
      throw new IllegalArgumentException("a distribution without a value");
    }
    trial.params(params, distributions);
    json.value("user_attrs")
        .properties()
        .forEach(it -> trial.userAttr(it.getKey(), Json.value(it.getValue())));
    Map<String, Object> system = new LinkedHashMap<>();
    json.value("system_attrs")
        .properties()
        .forEach(it -> system.put(it.getKey(), Json.value(it.getValue())));
    Map<Long, Double> reported = new LinkedHashMap<>();
    json.value("intermediate_values")
        .properties()
        .forEach(it -> reported.put(Long.valueOf(it.getKey()), number(it.getValue())));
    return trial
        .systemAttrs(system)
        .intermediateValues(reported)
        .datetimeStart(time(json.present("datetime_start")).orElse(null))
        .datetimeComplete(time(json.value("datetime_complete")).orElse(null))
        .build();
  }

  private static Optional<List<Double>> numbers(JsonNode values) {
    if (!values.isArray()) {
      return Optional.empty();
    }
    List<Double> numbers = new ArrayList<>();
    values.forEach(value -> numbers.add(number(value)));
    return Optional.of(numbers);
  }

  private static Optional<Instant> time(JsonNode time) {
    if (!time.isTextual()) {
      return Optional.empty();
    }
    TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(
        time.textValue(), OffsetDateTime::from, LocalDateTime::from);
    // Before 3.2 Optuna wrote local times.
    return Optional.of(
        read instanceof OffsetDateTime exact
            ? exact.toInstant()
            : ((LocalDateTime) read).atZone(ZoneId.systemDefault()).toInstant());
  }

  /** The number of a study or trial. Those of Python have no end; there are none beyond ours. */
  private static long id(JsonFields json, String name) {
    return json.value(name).isBigInteger() ? Long.MAX_VALUE : json.whole(name);
  }

  private static double number(JsonNode value) {
    if (!value.isNumber()) {
      throw new IllegalArgumentException(Text.format("%s; allowed: a number", value));
    }
    return value.doubleValue();
  }
}
