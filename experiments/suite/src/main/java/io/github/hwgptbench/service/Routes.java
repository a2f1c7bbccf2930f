package io.github.hwgptbench.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.Resources;
import com.google.common.primitives.Ints;
import io.github.hwgptbench.adapter.process.AskedEvaluations;
import io.github.hwgptbench.adapter.process.EvaluationRequest;
import io.github.hwgptbench.adapter.process.GenotypeReader;
import io.github.hwgptbench.adapter.process.ProblemJson;
import io.github.hwgptbench.algorithm.AlgorithmFactory;
import io.github.hwgptbench.algorithm.AlgorithmName;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.objective.Objective;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.record.Expense;
import io.github.hwgptbench.record.RunOutcome;
import io.github.hwgptbench.record.RunSettings;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.usage.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The answers of the benchmark and of recorded runs. Safe for use by many threads. */
final class Routes {

  private static final int MOST_RUNS = 1000;
  private static final int MOST_ROWS = 10_000;
  private static final double LONGEST_SECONDS = 1e9;
  private static final int MOST_WORKERS = 1000;
  private static final int MOST_PRIORS = 1000;
  private static final int MOST_LEVELS = 100;
  /** A few times what its texts may have in all, since escapes take six bytes per character. */
  private static final int LARGEST_RUN_BYTES = 16 << 10;

  private static final int LONGEST_PROBLEM = 1000;
  /** Files are named after it, which file systems allow 255 bytes for. */
  private static final int LONGEST_NAME = 200;

  private static final List<String> RUN_FIELDS = List.of(
      "problem",
      "budget",
      "seed",
      "noisy",
      "fidelity",
      "workers",
      "clock",
      "proposal_time",
      "priors",
      "client",
      "algorithm");

  /** Writes the fields of an object. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  private final ServedProblems problems;
  private final ServedRuns runs;
  private final int mostArchitectures;
  private final ObjectMapper json;
  private final byte[] document;

  Routes(ServedProblems problems, ServedRuns runs, int mostArchitectures, ObjectMapper json)
      throws IOException {
    this.problems = problems;
    this.runs = runs;
    this.mostArchitectures = mostArchitectures;
    this.json = json;
    document = Resources.toByteArray(Resources.getResource(Routes.class, "openapi.json"));
  }

  /** Adds the answers to a table. */
  void addTo(RouteTable table) throws IOException {
    table.addOpen(RouteTable.HEALTH, object(200, out -> out.writeStringField("status", "up")));
    table.add("GET", "/openapi.json", (input, names) -> new Answer(200, document));
    table.add("GET", "/v1/spaces", (input, names) -> spaces());
    table.add("GET", "/v1/algorithms", (input, names) -> algorithms());
    table.add("GET", "/v1/problems", (input, names) -> standardProblems());
    table.add("GET", "/v1/problems/{problem}", (input, names) -> problem(names.get(0)));
    table.add(
        "POST", "/v1/problems/{problem}/evaluate", (input, names) -> evaluate(input, names.get(0)));
    table.add(
        "POST", "/v1/problems/{problem}/observe", (input, names) -> observe(input, names.get(0)));
    table.add("GET", "/v1/runs", (input, names) -> listRuns(input), "after", "limit");
    table.add("POST", "/v1/runs", (input, names) -> begin(input));
    table.add("GET", "/v1/runs/{run}", (input, names) -> state(200, runs.get(names.get(0))));
    table.addWaiting(
        "POST", "/v1/runs/{run}/evaluate", (input, names) -> evaluateInRun(input, names.get(0)));
    table.add("GET", "/v1/runs/{run}/priors", (input, names) -> priors(names.get(0)));
    table.addWaiting("POST", "/v1/runs/{run}/end", (input, names) -> end(names.get(0)));
    table.addWaiting("DELETE", "/v1/runs/{run}", (input, names) -> close(names.get(0)));
    table.add(
        "GET",
        "/v1/runs/{run}/results",
        (input, names) -> results(input, names.get(0)),
        "from",
        "count");
  }

  private Answer object(int status, Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      fields.write(out);
      out.writeEndObject();
    }
    return new Answer(status, bytes.toByteArray());
  }

  private Answer spaces() throws IOException {
    return object(200, out -> {
      out.writeArrayFieldStart("spaces");
      for (SearchSpace space : SearchSpace.all()) {
        out.writeStartObject();
        out.writeStringField("name", space.name());
        out.writeStringField("architectures", space.distinctArchitectures().toString());
        out.writeBooleanField("measured", space.measured());
        ProblemJson.writeGenes(out, space.genotypes());
        out.writeArrayFieldStart("objectives");
        for (Objective objective : problems.bench(space.name()).objectives()) {
          ProblemJson.writeObjective(out, objective);
        }
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeEndArray();
    });
  }

  private Answer algorithms() throws IOException {
    return object(200, out -> {
      writeTexts(out, "algorithms", runs.algorithms(factory -> true));
      writeTexts(
          out, "algorithms_using_fidelities", runs.algorithms(AlgorithmFactory::usesFidelities));
      writeTexts(out, "algorithms_using_priors", runs.algorithms(AlgorithmFactory::usesPriors));
    });
  }

  private Answer standardProblems() throws IOException {
    return object(200, out -> writeTexts(out, "problems", ServedProblems.standard()));
  }

  private static void writeTexts(JsonGenerator out, String field, List<String> texts)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  private Answer problem(String name) throws IOException {
    try (ServedProblem served = problems.look(name)) {
      return object(200, out -> ProblemJson.writeProblem(out, served.problem()));
    }
  }

  private EvaluationRequest asked(Input input, GenotypeReader reader, List<String> numbers)
      throws IOException {
    try (JsonParser in = parser(input)) {
      return EvaluationRequest.read(in, reader, mostArchitectures, numbers);
    }
  }

  /** Only UTF-8 is JSON between programs (RFC 8259); the parser would guess others too. */
  private JsonParser parser(Input input) throws IOException {
    byte[] body = input.body();
    String mark = body.length < 2 ? "" : HexFormat.of().formatHex(body, 0, 2);
    boolean other = mark.equals("feff") || mark.equals("fffe");
    for (int i = 0; i < Math.min(4, body.length); i++) {
      other |= body[i] == 0;
    }
    if (other) {
      throw new UsageException("The body is not UTF-8; allowed: JSON in UTF-8");
    }
    return json.createParser(body);
  }

  private Answer evaluate(Input input, String name) throws IOException {
    try (ServedProblem served = problems.of(name)) {
      return values(served.problem(), asked(input, served.reader(), List.of()).genotypes());
    }
  }

  private Answer observe(Input input, String name) throws IOException {
    try (ServedProblem served = problems.of(name)) {
      EvaluationRequest asked = asked(input, served.reader(), List.of("seed"));
      long seed = asked
          .number("seed")
          .orElseThrow(() -> new UsageException("no field 'seed', which decides the noise"));
      return values(served.observed(seed), asked.genotypes());
    }
  }

  private Answer values(Problem problem, List<int[]> genotypes) throws IOException {
    if (genotypes.isEmpty()) {
      throw new UsageException("No architecture; give at least one");
    }
    int[][] genes = genotypes.toArray(int[][]::new);
    double[][] objectives = new double[genes.length][problem.objectives().size()];
    double[][] violations = new double[genes.length][problem.constraints().size()];
    if (genes.length == 1) {
      problem.evaluate(genes[0], objectives[0], violations[0]);
    } else {
      problem.evaluate(genes, objectives, violations);
    }
    return object(
        200, out -> ProblemJson.writeValues(out, problem.objectives(), objectives, violations));
  }

  private Answer listRuns(Input input) throws IOException {
    int limit = limit(input, "limit", MOST_RUNS);
    List<ListedRun> listed = runs.list(input.run("after").orElse(0), limit);
    return object(200, out -> {
      out.writeArrayFieldStart("runs");
      for (ListedRun run : listed) {
        out.writeStartObject();
        writeState(out, run);
        out.writeEndObject();
      }
      out.writeEndArray();
      if (listed.size() == limit && runs.hasMore(listed.get(limit - 1))) {
        out.writeStringField("next", listed.get(limit - 1).id());
      }
    });
  }

  private static int limit(Input input, String name, int most) {
    int limit = input.number(name).orElse(most);
    if (limit < 1 || limit > most) {
      throw UsageException.of("'%s' is %d; allowed: 1 to %d", name, limit, most);
    }
    return limit;
  }

  private Answer begin(Input input) throws IOException {
    if (input.body().length > LARGEST_RUN_BYTES) {
      throw new RefusedException(
          413,
          Text.format(
              "The description of a run is longer than %d bytes, which is the maximum",
              LARGEST_RUN_BYTES));
    }
    JsonFields fields;
    try (JsonParser in = parser(input)) {
      fields = JsonFields.read(in);
    }
    fields.checkOnly(RUN_FIELDS);
    if (fields.has("client") == fields.has("algorithm")) {
      throw new UsageException(
          "expected either 'client', the name of your search, or 'algorithm', which then searches");
    }
    String problem = problemName(fields.text("problem", LONGEST_PROBLEM));
    Budget budget = budget(fields);
    boolean countsProposalTime = fields.has("proposal_time") && fields.truth("proposal_time");
    if (!fields.has("clock") && (budget.unit() == Budget.Unit.SECONDS || countsProposalTime)) {
      throw UsageException.of(
          "no field 'clock', such as \"latency@rtx2080\", which %s requires",
          countsProposalTime ? "'proposal_time'" : "a budget of 'seconds'");
    }
    boolean byClient = fields.has("client");
    ServedRun run = runs.begin(
        new RunRequest(
            problem,
            fields.has("noisy") && fields.truth("noisy"),
            budget,
            fidelities(fields),
            fields.has("workers") ? fields.integer("workers", 1, MOST_WORKERS) : 1,
            fields.has("clock") ? fields.text("clock", LONGEST_NAME) : null,
            countsProposalTime,
            priors(fields)),
        AlgorithmName.parse(fields.text(byClient ? "client" : "algorithm", LONGEST_NAME)),
        byClient,
        fields.whole("seed", 0, Long.MAX_VALUE));
    return state(201, run);
  }

  /** Returns a number of evaluations, or a cost or seconds on the clock. */
  private static Budget budget(JsonFields fields) {
    if (!fields.value("budget").isObject()) {
      return Budget.evaluations(fields.integer("budget", 1, ServedRuns.LARGEST_BUDGET));
    }
    JsonFields budget = fields.object("budget");
    budget.checkOnly(List.of("cost", "seconds"));
    if (budget.has("cost") == budget.has("seconds")) {
      throw new UsageException("expected a 'budget' with either 'cost' or 'seconds'");
    }
    return budget.has("cost")
        ? Budget.cost(positive(budget, "cost", ServedRuns.LARGEST_BUDGET))
        : Budget.seconds(positive(budget, "seconds", LONGEST_SECONDS));
  }

  private static double positive(JsonFields fields, String name, double most) {
    double number = fields.number(name);
    if (!(number > 0 && number <= most)) {
      throw fields.wrong(name, Text.format("a positive number up to %s", most));
    }
    return number;
  }

  private static RunRequest.@Nullable Priors priors(JsonFields fields) {
    if (!fields.has("priors")) {
      return null;
    }
    JsonFields priors = fields.object("priors");
    priors.checkOnly(List.of("architectures", "devices"));
    return new RunRequest.Priors(
        priors.integer("architectures", 1, MOST_PRIORS),
        priors.has("devices") ? priors.texts("devices") : List.of());
  }

  private static Fidelities fidelities(JsonFields fields) {
    if (!fields.has("fidelity")) {
      return Fidelities.SINGLE;
    }
    JsonFields fidelity = fields.object("fidelity");
    fidelity.checkOnly(List.of(Fidelities.MEASUREMENTS, Fidelities.TOKENS));
    if (fidelity.names().size() != 1) {
      throw UsageException.of(
          "expected a 'fidelity' with either '%s' or '%s'",
          Fidelities.MEASUREMENTS, Fidelities.TOKENS);
    }
    String unit = fidelity.names().get(0);
    int[] amounts = fidelity.integers(unit);
    if (amounts.length > MOST_LEVELS) {
      throw fidelity.wrong(unit, Text.format("up to %d levels", MOST_LEVELS));
    }
    return fidelity.made(unit, () -> Fidelities.of(unit, Ints.asList(amounts)));
  }

  /** Returns the name of a problem in its usual form, or refuses it. */
  private String problemName(String text) throws IOException {
    try (ServedProblem served = problems.look(text)) {
      return served.problem().name();
    }
  }

  private Answer state(int status, ListedRun run) throws IOException {
    return object(status, out -> writeState(out, run));
  }

  private static void writeState(JsonGenerator out, ListedRun listed) throws IOException {
    out.writeStringField("run", listed.id());
    if (listed instanceof ServedRun run) {
      writeState(out, run);
    } else if (listed instanceof DamagedRun damaged) {
      out.writeStringField("state", "damaged");
      out.writeStringField("folder", damaged.folder().toString());
      out.writeStringField("failure", damaged.failure());
    }
  }

  private static void writeState(JsonGenerator out, ServedRun run) throws IOException {
    out.writeStringField("problem", run.settings().problem().name());
    out.writeStringField("searcher", run.algorithm());
    out.writeNumberField("budget", run.settings().evaluations());
    if (run.settings().metered()) {
      writeConditions(out, run.settings());
    }
    out.writeNumberField("seed", run.seed());
    out.writeBooleanField("noisy", run.settings().noisy());
    out.writeStringField("state", run.state().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("evaluations", run.evaluations());
    out.writeStringField("folder", run.folder().toString());
    Optional<RunOutcome> outcome = run.outcome();
    if (outcome.isPresent()) {
      out.writeNumberField("hypervolume", outcome.get().hypervolume());
    }
    if (run.failure().isPresent()) {
      out.writeStringField("failure", run.failure().get());
    }
  }

  private static void writeConditions(JsonGenerator out, RunSettings settings) throws IOException {
    ProblemJson.writeConditions(out, settings.budget(), settings.fidelities());
    RunRequest request = RunRequest.of(settings);
    out.writeNumberField("workers", request.workers());
    if (request.clock() != null) {
      out.writeStringField("clock", request.clock());
    }
    if (request.countsProposalTime()) {
      out.writeBooleanField("proposal_time", true);
    }
    if (request.priors() != null) {
      out.writeObjectFieldStart("priors");
      out.writeNumberField("architectures", request.priors().architectures());
      writeTexts(out, "devices", request.priors().devices());
      out.writeEndObject();
    }
  }

  private static ClientSearch client(ServedRun run) {
    return run.client()
        .orElseThrow(() -> new RefusedException(
            409,
            run.state() == ServedRun.State.OPEN
                ? "An algorithm of the service searches in the run; allowed: runs of clients"
                : ClientSearch.OVER));
  }

  private CompletableFuture<Answer> evaluateInRun(Input input, String id)
      throws IOException, InterruptedException {
    ServedRun run = runs.awake(id);
    ClientSearch client = client(run);
    EvaluationRequest asked =
        asked(input, run.reader(), List.of("spent", AskedEvaluations.FIDELITY));
    Fidelities fidelities = run.settings().fidelities();
    int fidelity = AskedEvaluations.fidelity(
        asked.number(AskedEvaluations.FIDELITY).orElse(fidelities.highest()), fidelities);
    OptionalLong spent = asked.number("spent");
    return client
        .ask(
            asked.genotypes(),
            fidelity == fidelities.highest() ? Candidate.HIGHEST : fidelity,
            spent.isPresent() ? spent.getAsLong() : null)
        .thenApply(answer -> {
          try {
            return object(200, answer::write);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private CompletableFuture<Answer> end(String id) throws InterruptedException {
    return ended(runs.awake(id)).thenApply(run -> {
      try {
        return state(200, run);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private static CompletableFuture<ServedRun> ended(ServedRun run) {
    return client(run).end().thenCompose(answer -> run.ended()).thenApply(closed -> run);
  }

  /** Ends a run of a client that goes on before. */
  private CompletableFuture<Answer> close(String id) throws IOException, InterruptedException {
    boolean open = runs.get(id) instanceof ServedRun run && run.state() == ServedRun.State.OPEN;
    ServedRun going = open ? runs.awake(id) : null;
    if (going == null || going.client().isEmpty()) {
      return CompletableFuture.completedFuture(state(200, runs.close(id)));
    }
    return ended(going).thenApply(run -> {
      try {
        return state(200, runs.close(id));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RefusedException(503, "The service is stopping");
      }
    });
  }

  private Answer priors(String id) throws IOException {
    ServedRun run = runs.readable(id);
    try (ServedProblem served = problems.look(run.settings().problem().name())) {
      Problem problem = served.problem();
      List<Prior> priors = runs.priors(run, problem);
      return object(200, out -> ProblemJson.writePriors(out, problem, priors));
    }
  }

  private Answer results(Input input, String id) throws IOException {
    ServedRun run = runs.readable(id);
    int from = input.number("from").orElse(0);
    int most = limit(input, "count", MOST_ROWS);
    List<ServedRun.Row> rows = run.idle()
        ? runs.madeAgain(run, from + most).stream().skip(from).limit(most).toList()
        : run.rows(from, most);
    return object(200, out -> {
      out.writeNumberField("from", from);
      out.writeArrayFieldStart("evaluations");
      for (ServedRun.Row row : rows) {
        out.writeStartObject();
        out.writeStringField("architecture", row.architecture());
        ProblemJson.writeNumbers(out, "objectives", row.objectives());
        ProblemJson.writeNumbers(out, "violations", row.violations());
        if (row.expense() != null) {
          writeExpense(out, row.expense());
        }
        out.writeEndObject();
      }
      out.writeEndArray();
    });
  }

  private static void writeExpense(JsonGenerator out, Expense expense) throws IOException {
    out.writeNumberField(AskedEvaluations.FIDELITY, expense.fidelity());
    out.writeNumberField("cost", expense.cost());
    if (!Double.isNaN(expense.seconds())) {
      out.writeNumberField("seconds", expense.seconds());
    }
  }
}
