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
import io.github.hwgptbench.algorithm.MeteredProblem;
import io.github.hwgptbench.algorithm.SearchConditions;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.usage.UsageException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private static final String FIDELITY = "fidelity";
  private static final double NANOS = 1e9;
  private static final int MOST_AT_A_TIME = 100_000;
  /** Numbers are the same text on every version of Java. */
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
      .build();

  private final Problem problem;
  private final GenotypeReader genotypes;
  private final SearchConditions conditions;
  /** Null where evaluations are counted only, and all are the same. */
  private final @Nullable MeteredProblem metered;

  private final EvaluationListener listener;
  private final ProgramLines lines;
  private int made;
  private boolean over;
  /** When the last evaluation ended, in seconds since the beginning. */
  private double now;

  private int linesRead;
  private boolean listening = true;

  /**
   * Makes a session that has not begun.
   *
   * @param listener hears of each evaluation, before the program is told
   */
  AskTellSession(
      Problem problem,
      SearchConditions conditions,
      EvaluationListener listener,
      ProgramLines lines) {
    this.problem = problem;
    this.genotypes = new GenotypeReader(problem.genotypes());
    this.conditions = conditions;
    this.metered = conditions.plain() && problem.fidelities().single()
        ? null
        : new MeteredProblem(problem, conditions);
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
      out.writeNumberField("budget", conditions.fullEvaluations());
      if (metered != null) {
        writeConditions(out);
      }
      out.writeNumberField("seed", seed);
      out.writeObjectField("settings", settings);
    }));
    while (!over) {
      long from = System.nanoTime();
      Optional<List<Candidate>> asked = next();
      if (asked.isEmpty()) {
        return made;
      }
      if (conditions.countsProposalTime()) {
        now += (System.nanoTime() - from) / NANOS;
      }
      tell(metered == null ? answer(asked.get()) : answer(metered, asked.get()));
    }
    return made;
  }

  private void writeConditions(JsonGenerator out) throws IOException {
    Budget budget = conditions.budget();
    out.writeObjectFieldStart("limit");
    out.writeStringField("unit", budget.unit().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("amount", budget.amount());
    out.writeEndObject();
    Fidelities fidelities = problem.fidelities();
    out.writeObjectFieldStart("fidelities");
    out.writeStringField("unit", fidelities.unit());
    out.writeArrayFieldStart("levels");
    for (Fidelities.Level level : fidelities.levels()) {
      out.writeStartObject();
      out.writeNumberField("amount", level.amount());
      out.writeNumberField("cost", level.cost());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** Returns how many evaluations were made. */
  int made() {
    return made;
  }

  /** Returns whether the budget is spent. */
  boolean over() {
    return over;
  }

  /** Returns what the program asks for next. */
  private Optional<List<Candidate>> next() throws IOException, InterruptedException {
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

  private List<Candidate> read(String line) throws IOException {
    if (!line.stripLeading().startsWith("{")) {
      throw notAnObject(line, null);
    }
    try (JsonParser in = JSON.createParser(line)) {
      EvaluationRequest request = EvaluationRequest.read(
          in, genotypes, MOST_AT_A_TIME, metered == null ? List.of() : List.of(FIDELITY));
      int highest = problem.fidelities().highest();
      long fidelity = request.number(FIDELITY).orElse(highest);
      if (fidelity < 0 || fidelity > highest) {
        throw UsageException.of("'%s': %d; allowed: 0 to %d", FIDELITY, fidelity, highest);
      }
      List<Candidate> candidates = new ArrayList<>();
      for (int[] genes : request.genotypes()) {
        candidates.add(new Candidate(made + candidates.size(), genes, (int) fidelity));
      }
      return candidates;
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

  /** Evaluates all at once, as many as there is budget for. */
  private String answer(List<Candidate> asked) throws IOException {
    int budget = conditions.fullEvaluations();
    List<Candidate> candidates = asked.subList(0, Math.min(asked.size(), budget - made));
    int[][] genes = candidates.stream().map(Candidate::genes).toArray(int[][]::new);
    double[][] objectives = new double[genes.length][problem.objectives().size()];
    double[][] violations = new double[genes.length][problem.constraints().size()];
    problem.evaluate(genes, objectives, violations);
    for (int i = 0; i < genes.length; i++) {
      listener.evaluated(new Evaluation(candidates.get(i), objectives[i], violations[i]));
      made++;
    }
    over = made == budget;
    return object(out -> {
      ProblemJson.writeValues(out, problem.objectives(), objectives, violations);
      out.writeNumberField("left", budget - made);
    });
  }

  /** Evaluates one after another, until what is left of the budget is not enough for one. */
  private String answer(MeteredProblem budgeted, List<Candidate> asked) throws IOException {
    List<Evaluation> evaluations = new ArrayList<>();
    for (Candidate candidate : asked) {
      Optional<MeteredProblem.Metered> next = budgeted.evaluate(candidate, now);
      if (next.isEmpty()) {
        over = true;
        break;
      }
      now = next.get().end();
      evaluations.add(next.get().evaluation());
      listener.evaluated(next.get().evaluation());
      made++;
    }
    over |= budgeted.left(now) == 0;
    return object(out -> {
      ProblemJson.writeValues(
          out,
          problem.objectives(),
          evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new),
          evaluations.stream().map(Evaluation::violations).toArray(double[][]::new));
      ProblemJson.writeNumbers(
          out, "costs", evaluations.stream().mapToDouble(Evaluation::cost).toArray());
      if (conditions.clock() != null) {
        ProblemJson.writeNumbers(
            out,
            "seconds",
            evaluations.stream().mapToDouble(Evaluation::seconds).toArray());
      }
      out.writeNumberField("left", over ? 0 : budgeted.left(now));
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
