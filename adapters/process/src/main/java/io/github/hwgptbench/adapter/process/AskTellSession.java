package io.github.hwgptbench.adapter.process;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One search of a problem by a program: the problem is described to it, then it asks for
 * evaluations and receives values, an object of JSON a line, until its budget is spent or it has no
 * more to ask. {@code docs/ask-tell.md} describes the lines. For one thread.
 */
final class AskTellSession {

  /** Version of the lines; a program that does not know it should end. */
  static final int PROTOCOL = 1;

  private static final String WORKERS = "workers";
  private static final int MOST_AT_A_TIME = 100_000;
  /** Numbers are the same text on every version of Java. */
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
      .build();

  private final Problem problem;
  private final GenotypeReader genotypes;
  private final SearchConditions conditions;
  private final AskedEvaluations evaluations;
  /** Fields with numbers that a line may have. */
  private final List<String> numbers = new ArrayList<>();

  private final ProgramLines lines;
  private int linesRead;
  private boolean listening = true;

  /**
   * Makes a session that has not begun.
   *
   * @param listener hears of each evaluation, before the program receives it
   */
  AskTellSession(
      Problem problem,
      SearchConditions conditions,
      EvaluationListener listener,
      ProgramLines lines) {
    this.problem = problem;
    this.genotypes = new GenotypeReader(problem.genotypes());
    this.conditions = conditions;
    this.evaluations = new AskedEvaluations(problem, conditions, listener);
    this.lines = lines;
    numbers.add(AskedEvaluations.FIDELITY);
    if (evaluations.concurrent()) {
      numbers.add(WORKERS);
    }
  }

  /** What the program asks for. */
  private record Asked(List<int[]> genotypes, int fidelity) {}

  /** Writes the fields of an object. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * Converses until the budget is spent, or the program has closed its output. What it asks for is
   * evaluated whether it waits for the answer or not, so that when it ends changes nothing.
   *
   * @param seed for the program's randomness
   * @param settings for the program
   * @return how many evaluations were made
   * @throws ProgramFailedException if the program says what it must not, which it receives too
   * @throws IOException if a line can't be read
   * @throws InterruptedException if the thread is interrupted while it waits for the program
   */
  int converse(long seed, Map<String, String> settings) throws IOException, InterruptedException {
    tell(object(out -> {
      out.writeNumberField("protocol", PROTOCOL);
      ProblemJson.writeProblem(out, problem);
      out.writeNumberField("budget", conditions.fullEvaluations());
      if (evaluations.metered()) {
        ProblemJson.writeConditions(out, conditions.budget(), problem.fidelities());
      }
      if (evaluations.concurrent()) {
        out.writeNumberField(WORKERS, conditions.workers());
      }
      out.writeNumberField("seed", seed);
      out.writeObjectField("settings", settings);
      List<Prior> priors = conditions.start().priors();
      if (!priors.isEmpty()) {
        ProblemJson.writePriors(out, problem, priors);
      }
    }));
    while (!over()) {
      long from = System.nanoTime();
      Optional<Asked> asked = next();
      if (asked.isEmpty()) {
        evaluations.finish();
        return made();
      }
      evaluations.take(System.nanoTime() - from);
      tell(object(evaluations.evaluate(asked.get().genotypes, asked.get().fidelity)::write));
    }
    return made();
  }

  /** Returns how many evaluations were made. */
  int made() {
    return evaluations.made();
  }

  /** Returns whether the budget is spent. */
  boolean over() {
    return evaluations.over();
  }

  /** Returns what the program asks for next. */
  private Optional<Asked> next() throws IOException, InterruptedException {
    linesRead++;
    try {
      Optional<String> line = lines.read();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(read(line.get()));
    } catch (IllegalArgumentException | ProgramFailedException e) {
      String message = Text.format("line %d of its output: %s", linesRead, e.getMessage());
      tell(object(out -> out.writeStringField("error", message)));
      throw new ProgramFailedException(message, e);
    }
  }

  private Asked read(String line) throws IOException {
    if (!line.stripLeading().startsWith("{")) {
      throw notAnObject(line, null);
    }
    try (JsonParser in = JSON.createParser(line)) {
      EvaluationRequest request = EvaluationRequest.read(in, genotypes, MOST_AT_A_TIME, numbers);
      OptionalLong declared = request.number(WORKERS);
      if (linesRead == 1
          && evaluations.concurrent()
          && declared.orElse(1) != conditions.workers()) {
        throw UsageException.of(
            "field '%s' is %s; expected %d in the first line, by which the program declares that"
                + " it supports several pending candidates",
            WORKERS, declared.isPresent() ? declared.getAsLong() : "missing", conditions.workers());
      }
      evaluations.check(request.genotypes());
      return new Asked(
          request.genotypes(),
          AskedEvaluations.fidelity(
              request
                  .number(AskedEvaluations.FIDELITY)
                  .orElse(problem.fidelities().highest()),
              problem.fidelities()));
    } catch (JsonProcessingException e) {
      throw notAnObject(line, e);
    }
  }

  private static UsageException notAnObject(String line, @Nullable JsonProcessingException cause) {
    return new UsageException(
        Text.format(
            "not a JSON object: '%s' (other messages belong on standard error)",
            GenotypeReader.shortened(line)),
        cause);
  }

  private static String object(Fields fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
    }
    return text.toString();
  }

  private void tell(String line) throws InterruptedException {
    if (!listening) {
      return;
    }
    try {
      lines.write(line);
    } catch (IOException e) {
      listening = false;
    }
  }
}
