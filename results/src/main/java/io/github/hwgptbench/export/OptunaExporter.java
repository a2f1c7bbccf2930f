package io.github.hwgptbench.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.Provenance;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.record.RunTrace;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes journal files of Optuna, one per run: {@code <problem>/<algorithm>-seed-<seed>.log} with a
 * study in which every evaluation is a finished trial. Values are those that the algorithm
 * observed, in their unit and with their sign; the study has their directions. Parameters are the
 * genes by name, without those of inactive layers; the violations of constraints are where Optuna's
 * samplers expect them. The architecture, and the noise-free values if the algorithm observed noisy
 * measurements, are attributes of the trial.
 *
 * <p>Settings, seed and versions are attributes of the study. Names of studies are unique within a
 * suite, so they can be copied into one storage.
 */
public final class OptunaExporter implements SuiteExporter {

  private static final int CREATE_STUDY = 0;
  private static final int SET_STUDY_USER_ATTRIBUTE = 2;
  private static final int SET_STUDY_SYSTEM_ATTRIBUTE = 3;
  private static final int CREATE_TRIAL = 4;
  private static final int MINIMIZE = 1;
  private static final int MAXIMIZE = 2;
  private static final int COMPLETE = 1;
  private static final String WORKER = "hwgptbench";

  /** The only form of a time that all versions of Python read. */
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  /** What is not a number stands as Python has it. */
  private static final JsonFactory JSON = JsonFactory.builder()
      .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
      .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
      .build();

  @Override
  public void export(SuiteArchive suite, ExportFolder folder, Runnable progress)
      throws IOException {
    for (ArchivedProblem problem : suite.problems()) {
      Parameters parameters = new Parameters(problem.settings().space());
      for (ArchivedRun run : problem.runs()) {
        String name =
            ExportFolder.fileName(run.outcome().algorithm(), run.outcome().seed()) + ".log";
        try (BufferedWriter out =
            ExportFolder.create(folder.folder(problem.settings().folderName()).resolve(name))) {
          new Journal(problem, run, parameters, out).write();
        }
        progress.run();
      }
    }
  }

  /** The genes of a space as parameters, with what is the same in every trial. */
  private static final class Parameters {

    private final GenotypeSpace genotypes;
    private final SerializableString[] names;
    private final SerializableString[] distributions;

    Parameters(SearchSpace space) {
      List<CategoricalParameter> parameters = CategoricalParameter.of(space);
      genotypes = space.genotypes();
      names = parameters.stream()
          .map(parameter -> new SerializedString(parameter.name()))
          .toArray(SerializableString[]::new);
      distributions = parameters.stream()
          .map(parameter -> new SerializedString(parameter.distribution()))
          .toArray(SerializableString[]::new);
    }

    void write(int[] genes, JsonGenerator json) throws IOException {
      json.writeObjectFieldStart("distributions");
      for (int gene = 0; gene < genes.length; gene++) {
        if (genotypes.active(genes, gene)) {
          json.writeFieldName(names[gene]);
          json.writeString(distributions[gene]);
        }
      }
      json.writeEndObject();
      json.writeObjectFieldStart("params");
      for (int gene = 0; gene < genes.length; gene++) {
        if (genotypes.active(genes, gene)) {
          json.writeFieldName(names[gene]);
          json.writeNumber(genes[gene]);
        }
      }
      json.writeEndObject();
    }
  }

  /** The journal of a run. */
  private static final class Journal {

    private final ArchivedProblem problem;
    private final RunSettings settings;
    private final ArchivedRun run;
    private final Parameters parameters;
    private final Writer out;

    Journal(ArchivedProblem problem, ArchivedRun run, Parameters parameters, Writer out) {
      this.problem = problem;
      this.settings = problem.settings();
      this.run = run;
      this.parameters = parameters;
      this.out = out;
    }

    void write() throws IOException {
      RunOutcome outcome = run.outcome();
      study(outcome);
      RunTrace trace = run.open();
      Instant before = outcome.started();
      for (int i = 0; i < trace.evaluations(); i++) {
        double seconds = trace.seconds(i);
        Instant after = Double.isNaN(seconds)
            ? outcome.ended()
            : outcome.started().plus(Math.round(seconds * 1e6), ChronoUnit.MICROS);
        trial(trace, i, before, after);
        before = Double.isNaN(seconds) ? before : after;
      }
    }

    private void study(RunOutcome outcome) throws IOException {
      line(CREATE_STUDY, json -> {
        json.writeStringField(
            "study_name",
            Text.format(
                "%s %s %s seed %d",
                settings.suite(), settings.folderName(), outcome.algorithm(), outcome.seed()));
        json.writeArrayFieldStart("directions");
        for (Objective objective : settings.objectives()) {
          json.writeNumber(objective.metric().maximized() ? MAXIMIZE : MINIMIZE);
        }
        json.writeEndArray();
      });
      line(SET_STUDY_SYSTEM_ATTRIBUTE, json -> {
        json.writeNumberField("study_id", 0);
        json.writeObjectFieldStart("system_attr");
        strings("study:metric_names", settings.objectives(), json);
        json.writeEndObject();
      });
      Provenance provenance = run.provenance();
      attribute("suite", settings.suite());
      attribute("problem", settings.problem().name());
      attribute("algorithm", outcome.algorithm());
      attribute("seed", outcome.seed());
      attribute("budget", settings.evaluations());
      attribute("noisy", settings.noisy());
      attribute("hypervolume", outcome.hypervolume());
      attribute("bounds", settings.protocol().bounds().version());
      double[] reference = settings.protocol().reference();
      if (Arrays.stream(reference).distinct().count() == 1) {
        attribute("reference_point", reference[0]);
      } else {
        attribute(json -> {
          json.writeFieldName("reference_point");
          json.writeArray(reference, 0, reference.length);
        });
      }
      attribute("version", provenance.version());
      attribute("commit", provenance.commit());
      attribute("surrogates", provenance.surrogates());
      if (!settings.constraints().isEmpty()) {
        attribute(json -> strings("constraints", settings.constraints(), json));
      }
      attribute(json -> {
        json.writeObjectFieldStart("settings");
        for (Map.Entry<String, String> setting : Objects.requireNonNull(
                problem.algorithms().get(outcome.algorithm()))
            .entrySet()) {
          json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
      });
    }

    private void attribute(String name, Object value) throws IOException {
      attribute(json -> json.writeObjectField(name, value));
    }

    private void attribute(Fields field) throws IOException {
      line(SET_STUDY_USER_ATTRIBUTE, json -> {
        json.writeNumberField("study_id", 0);
        json.writeObjectFieldStart("user_attr");
        field.write(json);
        json.writeEndObject();
      });
    }

    private void trial(RunTrace trace, int i, Instant before, Instant after) throws IOException {
      line(CREATE_TRIAL, json -> {
        json.writeNumberField("study_id", 0);
        json.writeNumberField("state", COMPLETE);
        json.writeStringField("datetime_start", TIME.format(before));
        json.writeStringField("datetime_complete", TIME.format(after));
        numbers("values", trace.objectives(i), json);
        parameters.write(trace.genes(i), json);
        json.writeObjectFieldStart("user_attrs");
        json.writeStringField("architecture", trace.architecture(i));
        if (settings.noisy()) {
          numbers("noise_free", trace.noiseFree(i), json);
        }
        if (settings.metered()) {
          Expense expense = trace.expense(i);
          json.writeNumberField(
              "fidelity", settings.fidelities().levels().get(expense.fidelity()).amount());
          json.writeNumberField("cost", expense.cost());
          if (!Double.isNaN(expense.seconds())) {
            json.writeNumberField("simulated_seconds", expense.seconds());
          }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("system_attrs");
        if (!settings.constraints().isEmpty()) {
          numbers("constraints", trace.violations(i), json);
        }
        json.writeEndObject();
      });
    }

    /** Writes one entry. */
    private void line(int operation, Fields fields) throws IOException {
      try (JsonGenerator json = JSON.createGenerator(out)) {
        json.writeStartObject();
        json.writeNumberField("op_code", operation);
        json.writeStringField("worker_id", WORKER);
        fields.write(json);
        json.writeEndObject();
      }
      out.write('\n');
    }

    private static void numbers(String name, double[] values, JsonGenerator json)
        throws IOException {
      json.writeFieldName(name);
      json.writeArray(values, 0, values.length);
    }

    private static void strings(String name, List<?> values, JsonGenerator json)
        throws IOException {
      json.writeArrayFieldStart(name);
      for (Object value : values) {
        json.writeString(value.toString());
      }
      json.writeEndArray();
    }
  }

  /** Writes some fields of an object. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }
}
