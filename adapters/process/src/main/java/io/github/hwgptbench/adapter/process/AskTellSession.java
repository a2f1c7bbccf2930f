package io.github.hwgptbench.adapter.process;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.EvaluationListener;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One search of a problem by a program: the problem is described to it, then it asks for
 * evaluations and is told values, an object of JSON a line, until its budget is spent or it has no
 * more to ask. {@code docs/ask-tell.md} describes the lines. For one thread.
 */
final class AskTellSession {

  /** Version of the lines; a program that does not know it should end. */
  static final int PROTOCOL = 1;

  private static final int MOST_AT_A_TIME = 100_000;
  /** Numbers are the same text on every version of Java. */
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
      .build();

  private final Problem problem;
  private final GenotypeReader genotypes;
  private final int budget;
  private final EvaluationListener listener;
  private final ProgramLines lines;
  private int spent;
  private int linesRead;
  private boolean listening = true;

  /**
   * Makes a session that has not begun.
   *
   * @param listener hears of each evaluation, before the program is told
   */
  AskTellSession(Problem problem, int budget, EvaluationListener listener, ProgramLines lines) {
    this.problem = problem;
    this.genotypes = new GenotypeReader(problem.genotypes());
    this.budget = budget;
    this.listener = listener;
    this.lines = lines;
  }

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
   * @throws ProgramFailedException if the program says what it must not, which it is told too
   * @throws IOException if a line can't be read
   * @throws InterruptedException if the thread is interrupted while it waits for the program
   */
  int converse(long seed, Map<String, String> settings) throws IOException, InterruptedException {
    tell(object(out -> {
      out.writeNumberField("protocol", PROTOCOL);
      ProblemJson.writeProblem(out, problem);
      out.writeNumberField("budget", budget);
      out.writeNumberField("seed", seed);
      out.writeObjectField("settings", settings);
    }));
    while (spent < budget) {
      Optional<int[][]> asked = next();
      if (asked.isEmpty()) {
        return spent;
      }
      tell(answer(asked.get()));
    }
    return spent;
  }

  /** Returns how many evaluations were made. */
  int spent() {
    return spent;
  }

  /** Returns what the program asks for next, as much of it as there is budget for. */
  private Optional<int[][]> next() throws IOException, InterruptedException {
    linesRead++;
    try {
      Optional<String> line = lines.read();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      List<int[]> asked = read(line.get());
      return Optional.of(
          asked.subList(0, Math.min(asked.size(), budget - spent)).toArray(int[][]::new));
    } catch (IllegalArgumentException | ProgramFailedException e) {
      String message = Text.format("line %d of its output: %s", linesRead, e.getMessage());
      tell(object(out -> out.writeStringField("error", message)));
      throw new ProgramFailedException(message, e);
    }
  }

  private List<int[]> read(String line) throws IOException {
    if (!line.stripLeading().startsWith("{")) {
      throw notAnObject(line, null);
    }
    try (JsonParser in = JSON.createParser(line)) {
      return EvaluationRequest.read(in, genotypes, MOST_AT_A_TIME, List.of()).genotypes();
    } catch (JsonProcessingException e) {
      throw notAnObject(line, e);
    }
  }

  private static UsageException notAnObject(String line, @Nullable JsonProcessingException cause) {
    return new UsageException(
        Text.format(
            "not an object of JSON: '%s' (remarks go to standard error)",
            GenotypeReader.shortened(line)),
        cause);
  }

  private String answer(int[][] genes) throws IOException {
    double[][] objectives = new double[genes.length][problem.objectives().size()];
    double[][] violations = new double[genes.length][problem.constraints().size()];
    problem.evaluate(genes, objectives, violations);
    for (int i = 0; i < genes.length; i++) {
      listener.evaluated(
          new Evaluation(new Candidate(spent, genes[i]), objectives[i], violations[i]));
      spent++;
    }
    return object(out -> {
      ProblemJson.writeValues(out, problem.objectives(), objectives, violations);
      out.writeNumberField("left", budget - spent);
    });
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
